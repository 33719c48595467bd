"""Watchers of a Region that are switched off, or told to keep silent. H7, in every Region.

GuardDuty looks for attacks, AWS Config keeps what was changed, IAM Access Analyzer finds what is
open to others; a rule of the last can file its findings away unseen:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-archive-rules.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.plan import Action
from app.regional import Region
from app.review.check import SWEEP, Check
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.remedies import call
from app.review.view import View

SETTLED = ("ResourceNotFoundException", "ConflictException")  # a rule that is gone, or there
GUARD = msg("GuardDuty (AWS's watch for attacks) is set up here and switched off.")
CONFIG = msg("AWS Config (it keeps what was changed) is set up here and switched off.")
RULE = msg(
    "A rule of IAM Access Analyzer (it finds what is open to others) files "
    "findings away before anybody sees them."
)
COSTS = msg("Nothing. It costs what it cost before it was switched off.")
MORE = msg("Nothing. Findings that the rule hid are shown again.")


def look(view: View) -> Iterator[Said]:
    """All three in each Region, each unseen by itself where it is refused."""
    yield from view.everywhere("H7", msg("Whether GuardDuty is switched on"), _guard)
    yield from view.everywhere("H7", msg("Whether AWS Config is switched on"), _config)
    yield from view.everywhere("H7", msg("The rules of IAM Access Analyzer"), _rules)


def _guard(there: Region) -> Iterator[Finding]:
    for detector in there.pages("guardduty", "list_detectors", "DetectorIds"):
        found = there.call("guardduty", "get_detector", DetectorId=detector)
        if found.get("Status") == "DISABLED":
            which = {"DetectorId": detector}
            on = msg("Switch GuardDuty on in {region}. This can be undone.", region=there.name)
            off = msg("Switch GuardDuty off in {region}, as it was", region=there.name)
            back = _call(there, "guardduty", "update_detector", {**which, "Enable": False}, off)
            action = _call(
                there, "guardduty", "update_detector", {**which, "Enable": True}, on, back
            )
            yield _finding(there, f"guardduty/{detector}", detector, (GUARD, COSTS), action)


def _config(there: Region) -> Iterator[Finding]:
    reply = there.call("config", "describe_configuration_recorder_status")
    for one in reply["ConfigurationRecordersStatus"]:
        if not one.get("recording"):
            name = one["name"]
            which = {"ConfigurationRecorderName": name}
            on = msg("Switch AWS Config on in {region}. This can be undone.", region=there.name)
            off = msg("Switch AWS Config off in {region}, as it was", region=there.name)
            back = _call(there, "config", "stop_configuration_recorder", which, off)
            action = _call(there, "config", "start_configuration_recorder", which, on, back)
            yield _finding(there, f"config/{name}", name, (CONFIG, COSTS), action)


def _rules(there: Region) -> Iterator[Finding]:
    for analyzer in there.pages("accessanalyzer", "list_analyzers", "analyzers"):
        name = analyzer["name"]
        rules = there.pages(
            "accessanalyzer", "list_archive_rules", "archiveRules", analyzerName=name
        )
        for rule in rules:
            which = {"analyzerName": name, "ruleName": rule["ruleName"]}
            gone = msg("Delete the rule “{rule}”; it can be made again.", rule=rule["ruleName"])
            again = msg("Make the rule “{rule}” again", rule=rule["ruleName"])
            made = {**which, "filter": rule["filter"]}
            back = _call(there, "accessanalyzer", "create_archive_rule", made, again)
            action = _call(there, "accessanalyzer", "delete_archive_rule", which, gone, back)
            key = f"rule/{name}/{rule['ruleName']}"
            yield _finding(there, key, rule["ruleName"], (RULE, MORE), action)


def _call(
    there: Region,
    service: str,
    operation: str,
    parameters: dict[str, object],
    message: Message,
    undo: Action | None = None,
) -> Action:
    name = "-".join(str(value) for value in parameters.values() if isinstance(value, str))
    return call(
        f"{operation}-{there.name}-{name}",
        operation,
        parameters,
        message=message,
        service=service,
        region=there.name,
        settled_by=SETTLED,
        undo=undo,
    )


def _finding(
    there: Region, key: str, subject: str, says: tuple[Message, Message], action: Action
) -> Finding:
    what, breaks = says
    return Finding(
        f"watchers:{there.name}/{key}",
        "H7",
        Severity.MEDIUM,
        subject,
        what,
        breaks,
        (Remedy(CLOSE, action.message, (action,)),),
        region=there.name,
    )


CHECKS = (
    Check(
        ("H7",),
        "watchers",
        msg("AWS's own watchers in every Region"),
        (
            *("guardduty:ListDetectors", "guardduty:GetDetector"),
            *("config:DescribeConfigurationRecorderStatus", "access-analyzer:ListAnalyzers"),
            "access-analyzer:ListArchiveRules",
        ),
        look,
        SWEEP,
    ),
)

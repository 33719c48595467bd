"""A look at a part of the account again, laid into the whole review that there was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.review import catalogue
from app.review.check import SWEEP, Check
from app.review.finding import worst_first
from app.review.look import Review, review
from app.review.view import View


def check_of(finding: str) -> Check | None:
    """The check whose findings have ids such as this one; None where it can't be told."""
    name = finding.partition(":")[0]
    return next((check for check in catalogue.CHECKS if check.name == name), None)


def look_whole(view: View) -> Review:
    """Every check but those that look into every Region. Reports and raises as `review` does."""
    return review(view, checks=catalogue.CHECKS)


def sweep_rest(view: View, before: Review) -> Review:
    """The checks that weren't run `before` because they look into every Region, laid into it."""
    return _again(view, before, before.not_swept)


def look_again(view: View, before: Review, finding: str) -> Review:
    """Look again at what the finding of that id is of, and lay it into the review `before`.

    Where its check can't be told, everything is looked at. Reports and raises as `review` does.
    """
    check = check_of(finding)
    if check is None:
        return review(view, checks=catalogue.CHECKS)
    return _again(view, before, (check.name,))


def hidden(seen: Review, finding: str, region: str) -> bool:
    """Whether that finding, of that Region if of one, isn't found and may be there all the same.

    So it is where AWS refused a look at what it is of.
    """
    if any(one.id == finding for one in seen.findings):
        return False
    name = finding.partition(":")[0]
    refused = [one for one in seen.unseen if one.check == name and one.trouble is not None]
    return any(not (region and one.region) or region in one.region.split(", ") for one in refused)


def _again(view: View, before: Review, names: Iterable[str]) -> Review:
    wanted = set(names)
    checks = [check for check in catalogue.CHECKS if check.name in wanted]
    swept = any(check.scope == SWEEP for check in checks)
    return laid_into(before, review(view, sweep=swept, checks=checks), checks)


def laid_into(before: Review, part: Review, checks: Iterable[Check]) -> Review:
    """The review `before` with what `part` says of `checks` in the place of what it said then."""
    names = {check.name for check in checks}
    kept = [f for f in before.findings if f.id.partition(":")[0] not in names]
    new = {f.id for f in part.findings}
    return replace(
        part,
        started=before.started,
        findings=worst_first([*(f for f in kept if f.id not in new), *part.findings]),
        unseen=(*(u for u in before.unseen if u.check not in names), *part.unseen),
        looked=tuple(dict.fromkeys((*(n for n in before.looked if n not in names), *part.looked))),
        not_swept=tuple(n for n in before.not_swept if n not in names),
        cancelled=before.cancelled or part.cancelled,
    )

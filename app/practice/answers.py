"""Calls that practice answers itself, because moto lacks them or answers otherwise than AWS."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from moto.core.exceptions import ServiceException
from moto.core.serialize import XFormedAttributePicker, get_serializer_class
from moto.core.utils import get_service_model

from app.practice import (
    account_access_answers,
    account_answers,
    analyzer_answers,
    budget_answers,
    cognito_answers,
    eks_answers,
    history_answers,
    iam_answers,
    iam_delegation,
    iam_details,
    iam_secrets,
    iot_answers,
    lambda_answers,
    organization_answers,
    other_answers,
    people_answers,
    regions,
    report_answers,
    resource_policies,
    rolesanywhere_answers,
    root_answers,
    share_answers,
    shelf_answers,
    signin_answers,
    ssm_answers,
    stackset_answers,
    sts_answers,
)
from app.practice.account import Account
from app.practice.errors import request_id
from app.practice.wire import Reply

if TYPE_CHECKING:
    from app.practice.api import Asked

# The services that answer in XML, with the protocol that each speaks.
XML = {"cloudformation": "query", "ec2": "ec2", "iam": "query", "sts": "query"}
# What one returns is the operation's output by its members' names; None leaves it to moto.
Answer = Callable[[Account, "Asked"], dict[str, Any] | None]


class Answers:
    """The table of our own answers."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._table: dict[str, Answer] = {
            **iam_answers.TABLE,
            **iam_details.TABLE,
            **regions.TABLE,
            **report_answers.TABLE,
            **root_answers.TABLE,
            **shelf_answers.TABLE,
            **lambda_answers.TABLE,
            **iam_secrets.TABLE,
            **sts_answers.TABLE,
            **other_answers.TABLE,
            **organization_answers.TABLE,
            **share_answers.TABLE,
            **stackset_answers.TABLE,
            **history_answers.TABLE,
            **people_answers.TABLE,
            **account_answers.TABLE,
            **analyzer_answers.TABLE,
            **budget_answers.TABLE,
            **signin_answers.TABLE,
            **iam_delegation.TABLE,
            **rolesanywhere_answers.TABLE,
            **ssm_answers.TABLE,
            **cognito_answers.TABLE,
            **account_access_answers.TABLE,
            **eks_answers.TABLE,
            **iot_answers.TABLE,
            **resource_policies.TABLE,
        }

    def find(self, asked: Asked) -> Reply | None:
        """Our own answer to ``asked``, or None when moto shall give it. Raises AwsError."""
        answer = self._table.get(asked.name)
        if answer is None:
            return None
        result: object
        try:
            result = answer(self._account, asked)
        except ServiceException as error:  # moto's own refusals, as our IAM raises them
            result = error
        if result is None:
            return None
        if asked.service in XML:
            return _query_reply(asked, result)
        headers = (
            ("Content-Type", "application/x-amz-json-1.1"),
            ("x-amzn-requestid", request_id()),
        )
        return Reply(200, json.dumps(result).encode(), headers)


def _query_reply(asked: Asked, result: object) -> Reply:
    model = get_service_model(asked.service)
    serializer = get_serializer_class(asked.service, XML[asked.service])(
        operation_model=model.operation_model(asked.operation),
        pretty_print=False,
        value_picker=XFormedAttributePicker(response_transformers=None),
    )
    made = serializer.serialize(result)
    body = made["body"]
    data = body.encode() if isinstance(body, str) else bytes(body)
    data = data.replace(b">request-id<", f">{request_id()}<".encode(), 1)  # moto's stand-in
    return Reply(int(made["status_code"]), data, tuple(dict(made["headers"]).items()))

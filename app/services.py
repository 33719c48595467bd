"""Every AWS service that Aikagi calls, by botocore's names.

An installed program carries the models of these services and no others. A test finds each service
that is called somewhere in the source, and fails where this list lacks it.
"""

from __future__ import annotations

SERVICES = (
    "accessanalyzer",
    "account",
    "account-access",
    "budgets",
    "cloudformation",
    "cloudfront",
    "cloudtrail",
    "codebuild",
    "codeconnections",
    "cognito-identity",
    "config",
    "ds",
    "ec2",
    "ecr",
    "eks",
    "events",
    "freetier",
    "guardduty",
    "iam",
    "identitystore",
    "iot",
    "kms",
    "lambda",
    "lightsail",
    "logs",
    "organizations",
    "ram",
    "rds",
    "rolesanywhere",
    "route53",
    "route53domains",
    "s3",
    "s3control",
    "scheduler",
    "secretsmanager",
    "signin",
    "sns",
    "sqs",
    "ssm",
    "sso-admin",
    "stepfunctions",
    "sts",
)


def without_model() -> tuple[str, ...]:
    """Those for which no client can be made here: their models are missing. None is asked."""
    from app.clients import FAILURES, Clients

    clients, missing = Clients(), []
    for service in SERVICES:
        try:
            clients.create(service)
        except (*FAILURES, ValueError):  # not there, not whole, or no JSON
            missing.append(service)
    return tuple(missing)

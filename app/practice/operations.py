"""Which services and operations practice knows, and how a request names its own."""

from __future__ import annotations

from app.practice.wire import Request

# Services that a rehearsal meets. moto has more, but some of them would reach the network or
# start Docker (Lambda's Invoke, SNS to a web address), which practice never does.
SERVICES = frozenset(
    {
        *("access-analyzer", "account", "budgets", "cloudformation", "cloudtrail", "codebuild"),
        *("cognito-identity", "config", "ec2", "eks", "events", "freetier", "guardduty", "iam"),
        *("identitystore", "iot"),
        *("kms", "organizations", "ram", "rolesanywhere", "route53", "s3", "scheduler"),
        *("secretsmanager", "signin", "ssm", "sso", "sts"),
    }
)
# Operations that need no permission.
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
FREE = frozenset(
    {"sts:GetCallerIdentity", "sts:GetSessionToken", "signin:RevokeOAuth2TokenWithIAM"}
)
# IAM's calls that mean the caller's own user when they name none.
OWN_USER = frozenset(
    {
        *("ChangePassword", "CreateAccessKey", "DeactivateMFADevice", "DeleteAccessKey"),
        *("DeleteLoginProfile", "DeleteServiceSpecificCredential", "DeleteSigningCertificate"),
        *("GetLoginProfile", "GetUser", "ListAccessKeys", "ListMFADevices", "ListSSHPublicKeys"),
        *("ListServiceSpecificCredentials", "ListSigningCertificates", "UpdateAccessKey"),
        *("UpdateServiceSpecificCredential", "UpdateSigningCertificate"),
        "UploadSigningCertificate",
    }
)


def operation_of(request: Request, service: str) -> str:
    """The operation's name, such as ``CreateUser``; else the method and path."""
    target = request.headers.get("x-amz-target")
    if target:
        return target.rpartition(".")[2]
    action = request.form().get("Action") or request.query().get("Action")
    return action or _by_path(request, service)


def _by_path(request: Request, service: str) -> str:
    """REST services name the operation by method and path alone."""
    from botocore.exceptions import UnknownServiceError
    from moto.core.request import Request as MotoRequest
    from moto.core.routing import get_service_router
    from werkzeug.exceptions import NotFound

    try:
        found, _ = get_service_router(service).match(MotoRequest(dict(request.environ)))
    except (NotFound, NotImplementedError, UnknownServiceError, KeyError, ValueError):
        return f"{request.method} {request.path}"
    return str(found.name)

"""A few services that many companies let into their account, and names that AWS itself gives.

Both are hints. A service's account is real, but anybody can become that service's customer; and
anybody can choose any name for a role.
"""

from __future__ import annotations

# Each from the service's own page. A longer list, also with sources:
# https://github.com/fwdcloudsec/known_aws_accounts
PARTNERS: dict[str, str] = {
    # https://docs.datadoghq.com/integrations/guide/aws-manual-setup/
    "464622532012": "Datadog",
    # https://docs.newrelic.com/docs/infrastructure/amazon-integrations/connect/connect-aws-new-relic-infrastructure-monitoring/
    "754728514883": "New Relic",
    # https://docs.dynatrace.com/docs/ingest-from/amazon-web-services
    "509560245411": "Dynatrace",
    # https://help.sumologic.com/docs/send-data/hosted-collectors/amazon-aws/grant-access-aws-product/
    "926226587429": "Sumo Logic",
    # https://docs.databricks.com/administration-guide/account-settings/aws-accounts.html
    "414351767826": "Databricks",
    # https://docs.tenable.com/vulnerability-management/Content/Settings/Connectors_ConfigureAWS_KeylessAutoDiscovery.htm
    "012615275169": "Tenable",
    # https://fivetran.com/docs/logs/cloudwatch/setup-guide
    "834469178297": "Fivetran",
    # https://learn.microsoft.com/azure/cost-management-billing/costs/aws-integration-set-up-configure
    "432263259397": "Microsoft Cost Management",
    # https://docs.prismacloud.io/en/enterprise-edition/content-collections/connect/connect-cloud-accounts/onboard-aws
    "188619942792": "Prisma Cloud",
}

# What AWS makes for an organization's owner; in an account that is in none it has no business.
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html
# https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
OFFICIAL = (
    "AWSControlTower",
    "aws-controltower",
    "AWSCloudFormationStackSet",
    "AWSReservedSSO_",
    "AWSServiceRole",
    "OrganizationAccountAccessRole",
)
OF_ORGANIZATIONS = ("OrganizationAccountAccessRole", "AWSControlTowerExecution")


def looks_official(name: str) -> bool:
    """Whether a role that people made has a name like one of AWS's."""
    return name.lower().startswith(tuple(one.lower() for one in OFFICIAL))

"""The pages of AWS that customers are sent to."""

from __future__ import annotations

# The classic ("advanced") sign-up. The button on aws.amazon.com may lead to a newer kind of
# account without a root user:
# https://docs.aws.amazon.com/accounts/latest/reference/getting-started.html
SIGN_UP = "https://signin.aws.amazon.com/signup?request_type=register"
# https://docs.aws.amazon.com/signin/latest/userguide/troubleshooting-sign-in-issues.html
ACCOUNT_SUPPORT = "https://support.aws.amazon.com/#/contacts/aws-account-support/"
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_lost-or-broken.html
MFA_SUPPORT = "https://support.aws.amazon.com/#/contacts/aws-mfa-support"
CONSOLE = "https://console.aws.amazon.com/"
# Ends every AWS session of the browser, which cures the bare error page of a stale one:
# https://github.com/aws/aws-cli/issues/10186
BROWSER_SIGN_OUT = "https://signin.aws.amazon.com/oauth?Action=logout"
# https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-virt-mfa-for-root.html
SECURITY_CREDENTIALS = "https://console.aws.amazon.com/iam/home#/security_credentials"
# https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-email-recipients.html
BUDGETS = "https://console.aws.amazon.com/budgets"
# https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-what-is.html
BILLING = "https://console.aws.amazon.com/billing/home"
# https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/getting-viewing-bill.html
BILLS = "https://console.aws.amazon.com/billing/home#/bill"
PAYMENT_PREFERENCES = "https://console.aws.amazon.com/billing/home#/paymentpreferences"
TAX_SETTINGS = "https://console.aws.amazon.com/billing/home?#/tax"
# Contacts, and the switch "IAM user and role access to Billing information":
# https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html
ACCOUNT = "https://console.aws.amazon.com/billing/home?#/account"
# https://docs.aws.amazon.com/awssupport/latest/user/changing-support-plans.html
SUPPORT_PLANS = "https://console.aws.amazon.com/support/plans/home"
# Japan's qualified invoices (適格請求書), in AWS's own words
INVOICE_FAQ = "https://aws.amazon.com/jp/local/invoice-faq/"
# The rules on who may sign in from where have no page in the console:
# https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html
CONSOLE_ACCESS = "https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html"
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_view_org.html
ORGANIZATION = "https://console.aws.amazon.com/organizations/v2"

"""The pages of AWS that customers are sent to."""

from __future__ import annotations

# The classic ("advanced") sign-up. The button on aws.amazon.com may lead to a newer kind of
# account without a root user:
# https://docs.aws.amazon.com/accounts/latest/reference/getting-started.html
SIGN_UP = "https://signin.aws.amazon.com/signup?request_type=register"
# https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-virt-mfa-for-root.html
SECURITY_CREDENTIALS = "https://console.aws.amazon.com/iam/home#/security_credentials"
# https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-email-recipients.html
BUDGETS = "https://console.aws.amazon.com/budgets"
# https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-what-is.html
BILLING = "https://console.aws.amazon.com/billing/home"

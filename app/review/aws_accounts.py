"""Accounts that belong to AWS itself and that its documentation tells customers to let in."""

from __future__ import annotations

# Load balancers write their access logs from these, one for each Region:
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
LOAD_BALANCERS = frozenset(
    {
        *("127311923021", "033677994240", "027434742980", "797873946194", "098369216593"),
        *("754344448648", "589379963580", "718504428378", "383597477331", "600734575887"),
        *("114774131450", "783225319266", "582318560864", "985666609251", "054676820928"),
        *("156460612806", "652711504416", "635631232127", "009996457667", "897822967062"),
        *("076674570225", "507241528517"),
    }
)
# Standard logs of CloudFront are written by this one, under S3's own id of it:
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html
CLOUDFRONT_LOGS = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"

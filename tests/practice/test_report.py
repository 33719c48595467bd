"""The credential report of practice AWS: made every four hours at most, as AWS makes it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from app.practice import Practice

SECRET = "Practice-1234-only"


def report(iam: Any) -> tuple[dict[str, dict[str, str]], datetime]:
    found = iam.get_credential_report()
    rows = csv.DictReader(io.StringIO(found["Content"].decode()))
    return {row["user"]: row for row in rows}, found["GeneratedTime"]


def test_it_tells_of_passwords_keys_and_certificates(iam: Any) -> None:
    iam.create_user(UserName="bob")
    iam.create_login_profile(UserName="bob", Password=SECRET)
    first = iam.create_access_key(UserName="bob")["AccessKey"]["AccessKeyId"]
    iam.create_access_key(UserName="bob")
    iam.update_access_key(UserName="bob", AccessKeyId=first, Status="Inactive")
    iam.create_user(UserName="nobody")
    assert iam.generate_credential_report()["State"] == "STARTED"
    assert iam.generate_credential_report()["State"] == "COMPLETE"
    rows, made = report(iam)
    assert list(rows) == ["<root_account>", "bob", "nobody"]
    bob, nobody = rows["bob"], rows["nobody"]
    assert (bob["password_enabled"], bob["password_last_used"]) == ("true", "no_information")
    assert (bob["access_key_1_active"], bob["access_key_2_active"]) == ("false", "true")
    assert datetime.now(UTC) - datetime.fromisoformat(bob["password_last_changed"]) < timedelta(
        minutes=5
    )
    assert (nobody["password_enabled"], nobody["password_last_changed"]) == ("false", "N/A")
    assert nobody["access_key_1_last_rotated"] == "N/A"
    assert abs(datetime.now(UTC) - made) < timedelta(minutes=5)


def test_it_is_four_hours_old_at_most_and_knows_nothing_newer(practice: Practice, iam: Any) -> None:
    with pytest.raises(ClientError) as caught:
        iam.get_credential_report()
    assert caught.value.response["Error"]["Code"] == "ReportNotPresent"
    iam.generate_credential_report()
    iam.create_user(UserName="late")
    practice.state.report_age += 3 * 3600
    assert iam.generate_credential_report()["State"] == "COMPLETE"
    rows, made = report(iam)
    assert "late" not in rows
    assert datetime.now(UTC) - made > timedelta(hours=2)
    practice.state.report_age += 2 * 3600
    with pytest.raises(ClientError) as caught:
        iam.get_credential_report()
    assert caught.value.response["Error"]["Code"] == "ReportExpired"
    assert iam.generate_credential_report()["State"] == "STARTED"
    assert "late" in report(iam)[0]


def test_the_root_users_key_is_switched_off(practice: Practice, iam: Any) -> None:
    practice.state.root_keys = True
    key = iam.list_access_keys()["AccessKeyMetadata"][0]["AccessKeyId"]
    iam.update_access_key(AccessKeyId=key, Status="Inactive")
    assert iam.list_access_keys()["AccessKeyMetadata"][0]["Status"] == "Inactive"
    iam.generate_credential_report()
    assert report(iam)[0]["<root_account>"]["access_key_1_active"] == "false"


def test_the_root_users_certificate(practice: Practice, iam: Any) -> None:
    assert not iam.list_signing_certificates()["Certificates"]
    practice.state.root_certificate = "Active"
    assert iam.get_account_summary()["SummaryMap"]["AccountSigningCertificatesPresent"] == 1
    (found,) = iam.list_signing_certificates()["Certificates"]
    iam.delete_signing_certificate(CertificateId=found["CertificateId"])
    assert not iam.list_signing_certificates()["Certificates"]
    with pytest.raises(ClientError) as caught:
        iam.delete_signing_certificate(CertificateId=found["CertificateId"])
    assert caught.value.response["Error"]["Code"] == "NoSuchEntity"

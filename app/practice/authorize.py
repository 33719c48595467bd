"""AWS Sign-In, the browser's part: authorize page, decision, confirmation.

The flow behind ``aws login``:
https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html
"""

from __future__ import annotations

import base64
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.practice import pages
from app.practice.account import Account
from app.practice.credentials import Principal
from app.practice.entry import Entry
from app.practice.grants import Ask, Grants
from app.practice.wire import Reply, Request, page, redirect

SAME_DEVICE = "arn:aws:signin:::devtools/same-device"
CROSS_DEVICE = "arn:aws:signin:::devtools/cross-device"
CONFIRMATION = "/v1/sessions/confirmation"
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:([1-9]\d{0,4})/oauth/callback")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


class Authorize:
    """The pages that ask a person and send a code back."""

    def __init__(self, account: Account, grants: Grants) -> None:
        self._account = account
        self._state = account.state
        self._grants = grants
        self._entry = Entry(account)

    def authorize(self, request: Request) -> Reply:
        """The page that asks a person; with ``fast``, the answer at once."""
        try:
            ask = _read_ask(request)
        except ValueError as error:
            return page(400, pages.bad_link(str(error)))
        now = self._state.now()
        if self._state.fast:
            return self._consented(ask, self._account.owner(), mfa=self._state.root_mfa)
        name = self._grants.open_page(ask, now)
        return _sign_in_page(200, ask, name)

    def decide(self, request: Request) -> Reply:
        """What the person chose on the page."""
        form = request.form()
        name = form.get("page", "")
        ask = self._grants.page(name, self._state.now())
        if ask is None:
            return page(400, pages.bad_link("This page was used already, or is too old."))
        choice = form.get("choice")
        if choice == "user":
            return self._as_user(ask, name, form)
        if choice not in ("root", "deny"):
            return _sign_in_page(400, ask, name)
        if not self._grants.close_page(name):
            return page(400, pages.bad_link("This page was used already."))
        if choice == "deny":
            return _send_back(ask, {"error": "access_denied", "state": ask.state})
        return self._consented(ask, self._account.owner(), mfa=self._state.root_mfa)

    def _as_user(self, ask: Ask, name: str, form: dict[str, str]) -> Reply:
        signed_in = self._entry.sign_in(
            form.get("username", ""), form.get("password", ""), form.get("mfa", "")
        )
        if signed_in is None:
            return _sign_in_page(401, ask, name, failed="refused")
        if self._entry.must_change(signed_in):
            return _sign_in_page(401, ask, name, failed="must-change")
        self._entry.entered(signed_in)
        if not self._grants.close_page(name):
            return page(400, pages.bad_link("This page was used already."))
        return self._consented(ask, signed_in.principal, mfa=bool(signed_in.mfa))

    def _consented(self, ask: Ask, principal: Principal, *, mfa: bool) -> Reply:
        code = self._grants.code_for(ask, principal, self._state.now(), mfa=mfa)
        return _send_back(ask, {"code": code, "state": ask.state})

    def confirmation(self, request: Request) -> Reply:
        """The cross-device flow's last page: a text to copy into the other device."""
        query = request.query()
        code, state = query.get("code", ""), query.get("state", "")
        if not self._grants.is_waiting(code, self._state.now()):
            return page(200 if "error" in query else 400, pages.not_signed_in())
        text = base64.b64encode(urlencode({"state": state, "code": code}).encode()).decode()
        return page(200, pages.copy_code(text))


def _read_ask(request: Request) -> Ask:
    """The authorize link's parameters. Raises ValueError with a sentence about what is wrong."""
    pairs = parse_qsl(request.query_string, keep_blank_values=True, max_num_fields=50)
    query = dict(pairs)
    _require(len(query) == len(pairs), "A parameter is given twice.")
    client, target = query.get("client_id", ""), query.get("redirect_uri", "")
    _require(client in (SAME_DEVICE, CROSS_DEVICE), "The client is unknown.")
    _require(_may_redirect(client, target, request.base), "The redirect address isn't allowed.")
    _require(query.get("response_type") == "code", "response_type must be “code”.")
    _require(
        query.get("code_challenge_method") == "SHA-256", "code_challenge_method must be “SHA-256”."
    )
    challenge = query.get("code_challenge", "")
    _require(bool(_CHALLENGE.fullmatch(challenge)), "code_challenge is malformed.")
    _require("openid" in query.get("scope", "").split(), "scope must have “openid”.")
    state = query.get("state", "")
    _require(0 < len(state) <= 512, "state is missing.")
    return Ask(client, target, state, challenge)


def _require(fulfilled: bool, otherwise: str) -> None:  # noqa: FBT001
    if not fulfilled:
        raise ValueError(otherwise)


def _may_redirect(client: str, target: str, base: str) -> bool:
    if client == CROSS_DEVICE:
        return target == base + CONFIRMATION
    match = _LOOPBACK.fullmatch(target)
    return match is not None and int(match[1]) < 65536


def _send_back(ask: Ask, answer: dict[str, str]) -> Reply:
    return redirect(f"{ask.redirect_uri}?{urlencode(answer)}")


def _sign_in_page(status: int, ask: Ask, name: str, *, failed: str = "") -> Reply:
    there = urlsplit(ask.redirect_uri)
    allowed = f"'self' {there.scheme}://{there.netloc}"
    return page(status, pages.sign_in(name, failed=failed), form_action=allowed)

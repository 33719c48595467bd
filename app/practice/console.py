"""The vendor's sign-in page: what ``https://ACCOUNT.signin.aws.amazon.com/console`` would be.

With it the vendor's first sign-in, the change of password and the refusal after revoking can be
rehearsed. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_sign-in.html
"""

from __future__ import annotations

import secrets
import threading

from app.practice import pages
from app.practice.account import Account
from app.practice.credentials import Caller
from app.practice.wire import Reply, Request, page

FORM_LIFE = 600.0  # seconds


class Console:
    """The vendor's pages. A form is good for one answer, which is what keeps forgeries out."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._state = account.state
        self._forms: dict[str, tuple[float, Caller | None]] = {}
        self._lock = threading.Lock()

    def form(self, request: Request) -> Reply:
        """The empty sign-in page; ``?account=`` and ``?username=`` fill it in."""
        query = request.query()
        number = query.get("account", self._state.account)
        return page(200, pages.console(self._open(None), number, query.get("username", "")))

    def sign_in(self, request: Request) -> Reply:
        """Check name, password and code. The refusal doesn't tell which of them was wrong."""
        form = request.form()
        opened = self._take(form.get("form", ""))
        number, name = form.get("account", "").strip(), form.get("username", "").strip()
        caller = None
        if opened and number == self._state.account:
            caller = self._account.console_sign_in(
                name, form.get("password", ""), form.get("mfa", "").replace(" ", "")
            )
        if caller is None:
            return page(401, pages.console(self._open(None), number, name, refused=True))
        return self._inside(caller)

    def _inside(self, caller: Caller, note: str = "") -> Reply:
        arn = self._account.arn(caller.principal) or ""
        allowed = self._account.may(caller, "iam:ListUsers")
        return page(200, pages.inside(self._open(caller), arn, allowed=allowed, note=note))

    def change_password(self, request: Request) -> Reply:
        """Give oneself another password, as IAM's ChangePassword would."""
        form = request.form()
        opened = self._take(form.get("form", ""))
        if not opened or opened[1] is None:
            return page(400, pages.bad_link("This page was used already, or is too old."))
        caller = opened[1]
        return self._inside(caller, self._change(caller, form))

    def _change(self, caller: Caller, form: dict[str, str]) -> str:
        from app.practice.iam_secrets import PasswordPolicyViolation, set_password

        old, new = form.get("old_password", ""), form.get("new_password", "")
        with self._account.lock:
            user = self._account.user(caller.principal)
            if user is None or not user.password:
                return "refused"
            if not self._account.may(caller, "iam:ChangePassword", user.arn):
                return "refused"
            if not secrets.compare_digest(user.password.encode(), old.encode()):
                return "wrong"
            try:
                set_password(self._account, user, new, reset=False)
            except PasswordPolicyViolation:
                return "weak"
        return "changed"

    def _open(self, caller: Caller | None) -> str:
        now = self._state.real_now()
        name = secrets.token_urlsafe(32)
        with self._lock:
            for old in [k for k, (born, _) in self._forms.items() if now - born > FORM_LIFE]:
                del self._forms[old]
            self._forms[name] = (now, caller)
        return name

    def _take(self, name: str) -> tuple[float, Caller | None] | None:
        with self._lock:
            found = self._forms.pop(name, None)
        if found is None or self._state.real_now() - found[0] > FORM_LIFE:
            return None
        return found

"""The vendor's sign-in page: what ``https://ACCOUNT.signin.aws.amazon.com/console`` would be.

With it the vendor's first sign-in, the change of password, the set-up of MFA and the refusal
after revoking can be rehearsed. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_sign-in.html
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass

from app.practice import console_pages as pages
from app.practice.account import Account
from app.practice.credentials import Caller
from app.practice.entry import Device, Entry
from app.practice.pages import bad_link
from app.practice.wire import Reply, Request, page

FORM_LIFE = 600.0  # seconds


@dataclass(frozen=True, repr=False)
class Form:
    """A form that waits for its one answer: who it was given to, and for which device."""

    born: float
    caller: Caller | None = None
    device: Device | None = None


class Console:
    """The vendor's pages. A form is good for one answer, which is what keeps forgeries out."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._state = account.state
        self._entry = Entry(account)
        self._forms: dict[str, Form] = {}
        self._phones: dict[str, str] = {}  # practice phones: id in the address, device's serial
        self._lock = threading.Lock()

    def form(self, request: Request) -> Reply:
        """The empty sign-in page; ``?account=`` and ``?username=`` fill it in."""
        query = request.query()
        number = query.get("account", self._state.account)
        return self._sign_in_page(200, number, query.get("username", ""), query.get("phone", ""))

    def _sign_in_page(
        self, status: int, number: str, name: str, phone: str, note: str = ""
    ) -> Reply:
        serial = self._phones.get(phone, "")
        shown = pages.Phone(phone, self._entry.codes(serial)[1]) if serial else None
        return page(status, pages.console(self._open(), number, name, phone=shown, note=note))

    def sign_in(self, request: Request) -> Reply:
        """Check name, password and code. The refusal doesn't tell which of them was wrong."""
        form = request.form()
        opened = self._take(form.get("form", ""))
        number, name = form.get("account", "").strip(), form.get("username", "").strip()
        caller = None
        if opened and number == self._state.account:
            caller = self._entry.sign_in(
                name, form.get("password", ""), form.get("mfa", "").replace(" ", "")
            )
        if caller is None:
            return self._sign_in_page(401, number, name, form.get("phone", ""), "refused")
        return self._next(caller)

    def _next(self, caller: Caller, note: str = "") -> Reply:
        """What AWS asks for first, if anything, and then the console."""
        if self._entry.must_change(caller):
            return page(200, pages.must_change(self._open(caller), note=note))
        self._entry.entered(caller)
        if self._entry.needs_mfa(caller):
            device = self._entry.new_device(caller)
            if device is not None:
                return self._mfa_page(caller, device, note)
        return self._inside(caller, note)

    def _mfa_page(self, caller: Caller, device: Device, note: str = "") -> Reply:
        name = self._open(caller, device)
        return page(200, pages.set_up_mfa(name, device.seed, note=note))

    def _inside(self, caller: Caller, note: str = "") -> Reply:
        arn = self._account.arn(caller.principal) or ""
        verdict = self._entry.standing(caller)
        return page(200, pages.inside(self._open(caller), arn, verdict=verdict, note=note))

    def change_password(self, request: Request) -> Reply:
        """Give oneself another password, as IAM's ChangePassword would."""
        form = request.form()
        opened = self._take(form.get("form", ""))
        if not opened or opened.caller is None:
            return page(400, bad_link("This page was used already, or is too old."))
        old, new = form.get("old_password", ""), form.get("new_password", "")
        return self._next(opened.caller, self._entry.change_password(opened.caller, old, new))

    def register_mfa(self, request: Request) -> Reply:
        """Register the vendor's phone by two codes of it, or a practice phone by a button."""
        form = request.form()
        opened = self._take(form.get("form", ""))
        if not opened or opened.caller is None or opened.device is None:
            return page(400, bad_link("This page was used already, or is too old."))
        caller, device = opened.caller, opened.device
        own_phone = form.get("choice") != "practice"
        codes = (form.get("code_1", ""), form.get("code_2", ""))
        first, second = codes if own_phone else self._entry.codes(device.serial)
        first, second = first.replace(" ", ""), second.replace(" ", "")
        if not self._entry.register(caller, device.serial, first, second):
            return self._mfa_page(caller, device, "codes")
        user = self._account.user(caller.principal)
        phone = "" if own_phone else self._keep_phone(device.serial)
        name = user.name if user else ""
        return self._sign_in_page(200, self._state.account, name, phone, "registered")

    def _keep_phone(self, serial: str) -> str:
        phone = secrets.token_urlsafe(32)
        with self._lock:
            self._phones[phone] = serial
        return phone

    def _open(self, caller: Caller | None = None, device: Device | None = None) -> str:
        now = self._state.real_now()
        name = secrets.token_urlsafe(32)
        with self._lock:
            for old in [k for k, form in self._forms.items() if now - form.born > FORM_LIFE]:
                del self._forms[old]
            self._forms[name] = Form(now, caller, device)
        return name

    def _take(self, name: str) -> Form | None:
        with self._lock:
            found = self._forms.pop(name, None)
        if found is None or self._state.real_now() - found.born > FORM_LIFE:
            return None
        return found

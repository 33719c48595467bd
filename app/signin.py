"""Signing in as root through the customer's own browser: the flow behind `aws login`.

Authorization code with PKCE and DPoP. The code comes back to a listener on this computer, or,
where that is blocked, as a text that the customer pastes (the cross-device flow). Facts are from
AWS CLI v2 and botocore; see also
https://docs.aws.amazon.com/signin/latest/userguide/command-line-sign-in.html
"""

from __future__ import annotations

import base64
import binascii
import hmac
import queue
import threading
import time
import uuid
from typing import Any
from urllib.parse import parse_qs

from app import reach
from app.callback import Answer, Listener
from app.messages import Message, msg
from app.oauth import CROSS_DEVICE, SAME_DEVICE, Flow, exchange
from app.secretstore import SecretStore
from app.session import RootSession
from app.settings import DEFAULT_REGION, Settings
from app.troubles import (
    SIGNIN_DENIED,
    SIGNIN_ENTRANCE,
    SIGNIN_NOT_PERMITTED,
    SIGNIN_PASTE,
    SIGNIN_TIMED_OUT,
    Kind,
    Trouble,
    denied,
)
from app.work import Token

WAIT_SECONDS = 600.0  # and as often again as the customer asks for
LOOK_SECONDS = 0.2
LONGEST_PASTE = 20_000  # characters; what is longer is something else
# Errors that say it isn't the customer: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
NOT_THE_CUSTOMER = ("server_error", "temporarily_unavailable", "invalid_request")

FOREIGN: Message = msg("An answer of another sign-in arrived and was ignored. Use the newest tab.")


def start(
    settings: Settings, token: Token, region: str = DEFAULT_REGION, *, look: bool = True
) -> Attempt:
    """Get ready to sign in: the keyring, the way to AWS, the clock. Then a browser may open.

    Without `look`, AWS isn't asked beforehand: the customer knows better. Raises `Trouble`,
    `Cancelled`. Where no port can be bound the attempt has only `paste_url`.
    """
    store = SecretStore.open(settings.service, token)
    store.probe(token)
    if look:
        reach.check(settings, region, token)
    return Attempt(settings, store, region)


class Attempt:
    """One sign-in, from the link to the session. Use it once, and close it in the end."""

    def __init__(self, settings: Settings, store: SecretStore, region: str) -> None:
        base = reach.host(settings, region)
        self._settings, self._store, self._region = settings, store, region
        self._pasted: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._paste = Flow(base, CROSS_DEVICE, f"{base}/v1/sessions/confirmation")
        self._closing = threading.Lock()
        self._deadline = 0.0  # of the waiting, once it has begun
        self._listener: Listener | None = None
        self._browser: Flow | None = None
        state = str(uuid.uuid4())
        try:
            self._listener = Listener(state, settings.language)
        except OSError:
            return  # a firewall or a full table of ports: pasting still works
        self._browser = Flow(base, SAME_DEVICE, self._listener.redirect_uri, state=state)

    @property
    def url(self) -> str:
        """What to open in the browser; "" when this computer can't listen: use `paste_url`."""
        return self._browser.url if self._browser else ""

    @property
    def paste_url(self) -> str:
        """What to open when the answer is to be pasted."""
        return self._paste.url

    def paste(self, text: str) -> None:
        """Hand over the text that the browser showed. Raises `Trouble` (SIGNIN_PASTE)."""
        self._pasted.put(read_pasted(text, self._paste.state))

    def wait(self, token: Token) -> RootSession:
        """Wait for the browser or the paste, ten minutes unless extended, and begin the session.

        Raises `Trouble` and `Cancelled`; in either case nothing is left in the keyring.
        """
        self.extend()
        try:
            flow, code = self._code(token)
        finally:
            self._stop_listening()
        token.check()
        issued = exchange(flow, code, self._settings, self._region)
        token.check()
        return RootSession.begin(issued, self._store, self._settings, self._region)

    def extend(self) -> float:
        """Wait `WAIT_SECONDS` from now on; returns them. Safe from any thread, however often."""
        self._deadline = time.monotonic() + WAIT_SECONDS
        return WAIT_SECONDS

    def close(self) -> None:
        """Stop listening, a moment later: this returns at once. Safe to call again."""
        threading.Thread(target=self._stop_listening, name="close", daemon=True).start()

    def _stop_listening(self) -> None:
        with self._closing:
            listener, self._listener = self._listener, None
        if listener:
            listener.close()

    def _code(self, token: Token) -> tuple[Flow, str]:
        while time.monotonic() < self._deadline:
            token.check()
            pasted = self._next(self._pasted)
            if pasted:
                return self._paste, pasted
            listener = self._listener
            if listener is None:
                token.wait(LOOK_SECONDS)
                continue
            answer = self._next(listener.answers, LOOK_SECONDS)
            if answer and self._browser and self._accept(answer, token):
                return self._browser, answer.code
        raise Trouble(SIGNIN_TIMED_OUT)

    @staticmethod
    def _next(answers: queue.SimpleQueue[Any], seconds: float = 0.0) -> Any:
        try:
            return answers.get(block=bool(seconds), timeout=seconds or None)
        except queue.Empty:
            return None

    @staticmethod
    def _accept(answer: Answer, token: Token) -> bool:
        if answer.foreign:
            token.report(FOREIGN)
            return False
        if answer.denied:
            raise Trouble(_why_denied(answer), detail="authorize")
        return True


def _why_denied(answer: Answer) -> Kind:
    if answer.error in NOT_THE_CUSTOMER:
        return SIGNIN_ENTRANCE
    rule = denied(answer.why, signing_in=True)
    return SIGNIN_DENIED if rule is SIGNIN_NOT_PERMITTED else rule


def read_pasted(text: str, state: str) -> str:
    """The code in what the customer pasted: base64 of `state=…&code=…`. Raises `Trouble`."""
    if len(text) > LONGEST_PASTE:
        raise Trouble(SIGNIN_PASTE)
    compact = "".join(text.split())
    padded = compact + "=" * (-len(compact) % 4)
    try:
        decoded = base64.b64decode(padded.translate(str.maketrans("-_", "+/")), validate=True)
        fields = parse_qs(decoded.decode("ascii"), max_num_fields=10)
    except (binascii.Error, ValueError):
        raise Trouble(SIGNIN_PASTE) from None
    code, theirs = fields.get("code", [""])[0], fields.get("state", [""])[0]
    if not code or not hmac.compare_digest(theirs.encode(), state.encode()):
        raise Trouble(SIGNIN_PASTE)
    return code

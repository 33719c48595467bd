"""The vendor's pages, in Japanese and English. No scripts.

AWS's console shows the secret key of a new MFA device in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from app.practice.pages import framed

_NOTES = {
    "refused": (
        "サインインできませんでした。入力した内容をお確かめください。",
        "Could not sign in. Check what you typed and try again.",
    ),
    "registered": (
        "MFAを登録しました。MFAコードを入れて、もう一度サインインしてください。",
        "MFA is registered. Sign in again, with an MFA code.",
    ),
    "codes": (
        "コードが違います。スマートフォンに続けて表示される2つのコードを、順に入れてください。",
        "The codes are not right. Type two codes that the phone shows one after the other.",
    ),
    "changed": ("パスワードを変更しました。", "The password was changed."),
    "weak": (
        "新しいパスワードが、このアカウントの決まりを満たしていません。",
        "The new password does not meet this account's rules.",
    ),
    "wrong": ("現在のパスワードが違います。", "The old password is not right."),
    "must-change": (
        "続けるには、パスワードの変更が必要です。",
        "You must change your password to go on.",
    ),
    "mfa-needed": (
        "サインインはできましたが、MFAを設定してサインインし直すまでは、何も操作できません。",
        "You are signed in, but you may do nothing until you have set up MFA and signed in again.",
    ),
    "no-rights": (
        "このユーザーには、まだ権限がありません。",
        "This user has no rights yet.",
    ),
    "denied": (
        "サインインはできましたが、このユーザーの操作はすべて拒否されます。",
        "You are signed in, but you may not do anything in this account.",
    ),
    "may-not-change": (
        "パスワードを変更する権限がありません。",
        "You may not change the password.",
    ),
}
_GOOD = ("changed", "registered")


@dataclass(frozen=True, repr=False)
class Phone:
    """A practice phone: its id in the address, and the code that it shows now."""

    name: str
    code: str


def _told(outcome: str, name: str = "note", words: str = "") -> str:
    """The note ``outcome``, or none; ``words`` names the sentence where it has another name."""
    if (words or outcome) not in _NOTES:
        return ""
    japanese, english = _NOTES[words or outcome]
    good, role = (" good", "status") if outcome in _GOOD else ("", "alert")
    return (
        f'<p class="notice{good}" id="{name}" data-outcome="{outcome}" role="{role}">{japanese}'
        f'<br><span class="en">{english}</span></p>'
    )


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def console(
    form: str, account: str, name: str, *, phone: Phone | None = None, note: str = ""
) -> str:
    """The vendor's sign-in page. ``form`` is its one-time id."""
    held = _hidden("phone", phone.name) if phone else ""
    inner = f"""<h1>IAMユーザーのサインイン(練習)</h1>
<p class="en">IAM user sign-in (practice)</p>{_told(note, "result")}{_phone(phone, name)}
<form method="post" action="/console" autocomplete="off">
{_hidden("form", form)}{held}
<label for="account">アカウントID / Account ID</label>
<input id="account" name="account" value="{escape(account)}" inputmode="numeric">
<label for="username">IAMユーザー名 / IAM user name</label>
<input id="username" name="username" value="{escape(name)}">
<label for="password">パスワード / Password</label>
<input id="password" name="password" type="password">
<label for="mfa">MFAコード(ある場合)/ MFA code, if any</label>
<input id="mfa" name="mfa" inputmode="numeric" maxlength="7">
<button class="primary" id="signin">サインイン / Sign in</button></form>"""
    return framed("IAMユーザーのサインイン(練習) - IAM user sign-in (practice)", inner)


def _phone(phone: Phone | None, user: str) -> str:
    if phone is None:
        return ""
    again = f"/console?phone={escape(phone.name)}&amp;username={escape(user)}"
    return f"""<p>練習用のスマートフォンに表示されているMFAコードです。<br>
<span class="en">The MFA code that the practice phone shows now.</span></p>
<code id="phone-code" tabindex="0">{escape(phone.code)}</code>
<p><a id="phone-again" href="{again}">新しいコードを表示 / Show a new code</a></p>"""


def _new_password(form: str) -> str:
    return f"""<form method="post" action="/console/password" autocomplete="off">
{_hidden("form", form)}
<label for="old_password">現在のパスワード / Old password</label>
<input id="old_password" name="old_password" type="password">
<label for="new_password">新しいパスワード / New password</label>
<input id="new_password" name="new_password" type="password">
<button class="primary" id="change">変更 / Change</button></form>"""


def must_change(form: str, *, note: str) -> str:
    """The first sign-in, where the password has to be changed before anything else."""
    told = _told(note, words="may-not-change" if note == "refused" else "")
    inner = f"""<h1>新しいパスワードを決めてください</h1>
<p class="en">You must choose a new password.</p>
{_told("must-change", "result")}{told}{_new_password(form)}"""
    return framed("パスワードの変更 - Change your password", inner)


def set_up_mfa(form: str, seed: str, *, note: str) -> str:
    """What is asked of a user who may do nothing without MFA. ``seed`` is the secret key."""
    groups = " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))
    inner = f"""<h1>MFA(多要素認証)を設定してください</h1>
<p class="en">Set up MFA (a second factor).</p>
{_told("mfa-needed", "result")}{_told(note)}
<form method="post" action="/console/mfa" autocomplete="off">
<h2>自分のスマートフォンを使う</h2><p class="en">With your own phone</p>
<p>認証アプリに次のシークレットキーを登録し、続けて表示される2つのコードを入れてください。<br>
<span class="en">Enter this secret key in an authenticator app, then type two codes that it shows
one after the other.</span></p><code id="seed" tabindex="0">{escape(groups)}</code>
{_hidden("form", form)}
<label for="code_1">MFAコード1 / MFA code 1</label>
<input id="code_1" name="code_1" inputmode="numeric" maxlength="7">
<label for="code_2">MFAコード2 / MFA code 2</label>
<input id="code_2" name="code_2" inputmode="numeric" maxlength="7">
<button class="primary" id="register" name="choice" value="own">MFAを追加 / Add MFA</button>
<hr><h2>スマートフォンなしで練習する</h2><p class="en">Practise without a phone</p>
<p>練習用のスマートフォンが、コードを代わりに表示します。本物のAWSにはありません。<br>
<span class="en">A practice phone shows the codes instead. The real AWS has none.</span></p>
<button id="register-practice" name="choice" value="practice">
練習用のスマートフォンを登録 / Register a practice phone</button></form>"""
    return framed("MFAの設定 - Set up MFA", inner)


def inside(form: str, arn: str, *, verdict: str, note: str) -> str:
    """What the vendor sees after signing in: who they are, or that nothing is allowed (yet)."""
    who = f'<p class="en">{escape(arn)}</p>'
    if verdict == "none":
        inner = f"""<h1>サインインしました</h1><p class="en">You are signed in.</p>
{_told("no-rights", "result")}{_told(note)}{who}"""
        return framed("サインインしました - Signed in", inner)
    if verdict != "allow":
        inner = f"""<h1>アクセスが拒否されました</h1><p class="en">Access denied</p>
{_told("denied", "result")}{who}"""
        return framed("アクセスが拒否されました - Access denied", inner)
    told = _told(note, words="may-not-change" if note == "refused" else "")
    inner = f"""<h1>サインインしました</h1><p class="en">You are signed in.</p>
<p class="notice good" id="result" data-outcome="signed-in">{escape(arn)}</p>{told}
<h2>パスワードの変更</h2><p class="en">Change your password</p>{_new_password(form)}"""
    return framed("サインインしました - Signed in", inner)

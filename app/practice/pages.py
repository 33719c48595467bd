"""The pages that a person sees in the browser, in Japanese and English. No scripts, no secrets.

They're plain HTML of our own, in a sign-in's familiar shape, and say at the top that they are
practice: nobody may take them for AWS's.
"""

from __future__ import annotations

from html import escape

_STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#f2f3f3;color:#16191f;font:16px/1.6 system-ui,"Hiragino Sans",
"Noto Sans JP","Noto Sans CJK JP",Meiryo,sans-serif}
.practice{background:#ffd24a;color:#1c1600;padding:12px 16px;text-align:center;
border-bottom:4px solid #7a5b00}
.practice strong{font-size:1.15em}
main{max-width:30rem;margin:2rem auto;background:#fff;padding:2rem;border:1px solid #8d9096;
border-radius:8px}
h1{font-size:1.4rem;line-height:1.3;margin:0 0 .25rem}
h2{font-size:1.05rem;margin:1.5rem 0 .25rem}
p{margin:.5rem 0}
.en{color:#4a515c}
label{display:block;margin:.75rem 0 .25rem;font-weight:600}
input{width:100%;padding:.6rem;font:inherit;border:1px solid #687078;border-radius:4px}
button{width:100%;margin-top:1rem;padding:.7rem;font:inherit;font-weight:700;border-radius:4px;
cursor:pointer;border:2px solid #0b5cad;background:#fff;color:#0b5cad}
button.primary{background:#0b5cad;color:#fff}
input:focus,button:focus{outline:3px solid #f08a00;outline-offset:2px}
hr{border:0;border-top:1px solid #c6c6cd;margin:2rem 0 1rem}
.notice{border-left:5px solid #b3261e;background:#fdecea;padding:.6rem .9rem}
.good{border-left-color:#1d7a34;background:#e9f6ec}
code{display:block;overflow-wrap:anywhere;background:#f2f3f3;border:1px solid #8d9096;
padding:.75rem;font-size:1rem;user-select:all}
"""
_BANNER = """<div class="practice" id="practice" role="note">
<strong>これは練習用の画面です。本物のAWSではありません。</strong><br>
This is a practice page on this computer. It is not the real AWS.</div>"""


def _page(title: str, inner: str) -> str:
    return (
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body>{_BANNER}<main>{inner}</main></body></html>"
    )


def sign_in(name: str, *, failed: bool) -> str:
    """The authorize page. ``name`` is its one-time id."""
    notice = (
        '<p class="notice" id="failed" role="alert">サインインできませんでした。ユーザー名と'
        "パスワードをお確かめください。<br>"
        '<span class="en">Could not sign in. Check the user name and password.</span></p>'
        if failed
        else ""
    )
    hidden = f'<input type="hidden" name="page" value="{escape(name)}">'
    inner = f"""<h1>サインイン(練習)</h1><p class="en">Sign in (practice)</p>{notice}
<p>Aikagi(またはAWS CLI)が、このAWSアカウントへのサインインを求めています。<br>
<span class="en">Aikagi, or the AWS CLI, asks to sign in to this AWS account.</span></p>
<form method="post" action="/v1/authorize">{hidden}
<button class="primary" id="signin-root" name="choice" value="root" autofocus>
ルートユーザーとしてサインイン<br>Sign in as the root user</button></form>
<hr><h2>IAMユーザーとしてサインイン</h2><p class="en">Sign in as an IAM user</p>
<form method="post" action="/v1/authorize" autocomplete="off">{hidden}
<label for="username">ユーザー名 / User name</label><input id="username" name="username">
<label for="password">パスワード / Password</label>
<input id="password" name="password" type="password">
<label for="mfa">MFAコード(ある場合)/ MFA code, if any</label>
<input id="mfa" name="mfa" inputmode="numeric" maxlength="6">
<button id="signin-user" name="choice" value="user">サインイン / Sign in</button></form>
<hr><form method="post" action="/v1/authorize">{hidden}
<button id="signin-deny" name="choice" value="deny">許可しない / Refuse</button></form>"""
    return _page("サインイン(練習) - Sign in (practice)", inner)


def bad_link(reason: str) -> str:
    """A sign-in link that can't be used; ``reason`` is an English sentence."""
    inner = f"""<h1>このリンクは使えません</h1><p class="en">This link can't be used.</p>
<p class="notice" id="error" role="alert">Aikagiに戻って、もう一度サインインを始めてください。<br>
<span class="en">Go back to Aikagi and start signing in again. {escape(reason)}</span></p>"""
    return _page("このリンクは使えません - This link can't be used", inner)


def not_signed_in() -> str:
    """The cross-device flow's last page when there's no code to show."""
    inner = """<h1>サインインしませんでした</h1><p class="en">You did not sign in.</p>
<p id="error">この画面は閉じて、Aikagiに戻ってください。<br>
<span class="en">Close this page and go back to Aikagi.</span></p>"""
    return _page("サインインしませんでした - Not signed in", inner)


def copy_code(text: str) -> str:
    """The cross-device flow's last page: a text to copy."""
    inner = f"""<h1>このコードをコピーしてください</h1><p class="en">Copy this code.</p>
<p>コードをすべて選んでコピーし、サインインを始めた画面に貼り付けてください。5分間だけ使えます。<br>
<span class="en">Select the whole code, copy it, and paste it where you began to sign in.
It works for five minutes.</span></p><code id="code" tabindex="0">{escape(text)}</code>
<p>自分で始めたサインインでなければ、だれにも渡さないでください。<br>
<span class="en">If you did not begin this sign-in yourself, give the code to nobody.</span></p>"""
    return _page("コードのコピー - Copy the code", inner)


def console(form: str, account: str, name: str, *, refused: bool = False) -> str:
    """The vendor's sign-in page. ``form`` is its one-time id."""
    notice = (
        '<p class="notice" id="result" data-outcome="refused" role="alert">'
        "サインインできませんでした。入力した内容をお確かめください。<br>"
        '<span class="en">Could not sign in. Check what you typed and try again.</span></p>'
        if refused
        else ""
    )
    inner = f"""<h1>IAMユーザーのサインイン(練習)</h1>
<p class="en">IAM user sign-in (practice)</p>{notice}
<form method="post" action="/console" autocomplete="off">
<input type="hidden" name="form" value="{escape(form)}">
<label for="account">アカウントID / Account ID</label>
<input id="account" name="account" value="{escape(account)}" inputmode="numeric">
<label for="username">IAMユーザー名 / IAM user name</label>
<input id="username" name="username" value="{escape(name)}">
<label for="password">パスワード / Password</label>
<input id="password" name="password" type="password">
<label for="mfa">MFAコード(ある場合)/ MFA code, if any</label>
<input id="mfa" name="mfa" inputmode="numeric" maxlength="6">
<button class="primary" id="signin">サインイン / Sign in</button></form>"""
    return _page("IAMユーザーのサインイン(練習) - IAM user sign-in (practice)", inner)


_NOTES = {
    "changed": ("パスワードを変更しました。", "The password was changed."),
    "weak": (
        "新しいパスワードが、このアカウントの決まりを満たしていません。",
        "The new password does not meet this account's rules.",
    ),
    "wrong": ("現在のパスワードが違います。", "The old password is not right."),
    "refused": ("パスワードを変更する権限がありません。", "You may not change the password."),
}


def inside(form: str, arn: str, *, allowed: bool, note: str) -> str:
    """What the vendor sees after signing in: who they are, or that everything is denied."""
    if not allowed:
        inner = f"""<h1>アクセスが拒否されました</h1><p class="en">Access denied</p>
<p class="notice" id="result" data-outcome="denied" role="alert">サインインはできましたが、
このユーザーには何の権限もありません。<br><span class="en">You are signed in as
{escape(arn)}, but you may not do anything in this account.</span></p>"""
        return _page("アクセスが拒否されました - Access denied", inner)
    told = ""
    if note in _NOTES:
        japanese, english = _NOTES[note]
        good = " good" if note == "changed" else ""
        told = (
            f'<p class="notice{good}" id="note" data-outcome="{note}" role="status">{japanese}'
            f'<br><span class="en">{english}</span></p>'
        )
    inner = f"""<h1>サインインしました</h1><p class="en">You are signed in.</p>
<p class="notice good" id="result" data-outcome="signed-in">{escape(arn)}</p>{told}
<h2>パスワードの変更</h2><p class="en">Change your password</p>
<form method="post" action="/console/password" autocomplete="off">
<input type="hidden" name="form" value="{escape(form)}">
<label for="old_password">現在のパスワード / Old password</label>
<input id="old_password" name="old_password" type="password">
<label for="new_password">新しいパスワード / New password</label>
<input id="new_password" name="new_password" type="password">
<button class="primary" id="change">変更 / Change</button></form>"""
    return _page("サインインしました - Signed in", inner)


def welcome(account: str) -> str:
    """The address itself, opened in a browser."""
    inner = f"""<h1>練習用のAWS</h1><p class="en">Practice AWS</p>
<p>このコンピューターの中だけで動く、AWSのまねです。アカウントは {escape(account)} です。<br>
<span class="en">A pretend AWS that runs on this computer alone. Its account is
{escape(account)}.</span></p>
<p><a id="console" href="/console">ベンダーのサインイン画面 / The vendor's sign-in page</a></p>"""
    return _page("練習用のAWS - Practice AWS", inner)

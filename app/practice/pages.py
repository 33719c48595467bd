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


def framed(title: str, inner: str) -> str:
    """A whole page with `inner` in it, which is HTML; the banner says that it is practice."""
    return (
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body>{_BANNER}<main>{inner}</main></body></html>"
    )


_FAILED = {
    "refused": (
        "サインインできませんでした。ユーザー名とパスワードをお確かめください。",
        "Could not sign in. Check the user name and password.",
    ),
    "must-change": (
        "先に、ベンダーのサインイン画面で新しいパスワードを決めてください。",
        "First choose a new password at the vendor's sign-in page.",
    ),
}


def sign_in(name: str, *, failed: str = "") -> str:
    """The authorize page. ``name`` is its one-time id; ``failed`` a key of ``_FAILED``."""
    notice = ""
    if failed:
        japanese, english = _FAILED[failed]
        notice = (
            f'<p class="notice" id="failed" data-outcome="{failed}" role="alert">{japanese}<br>'
            f'<span class="en">{english}</span></p>'
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
    return framed("サインイン(練習) - Sign in (practice)", inner)


def bad_link(reason: str) -> str:
    """A sign-in link that can't be used; ``reason`` is an English sentence."""
    inner = f"""<h1>このリンクは使えません</h1><p class="en">This link can't be used.</p>
<p class="notice" id="error" role="alert">Aikagiに戻って、もう一度サインインを始めてください。<br>
<span class="en">Go back to Aikagi and start signing in again. {escape(reason)}</span></p>"""
    return framed("このリンクは使えません - This link can't be used", inner)


def not_signed_in() -> str:
    """The cross-device flow's last page when there's no code to show."""
    inner = """<h1>サインインしませんでした</h1><p class="en">You did not sign in.</p>
<p id="error">この画面は閉じて、Aikagiに戻ってください。<br>
<span class="en">Close this page and go back to Aikagi.</span></p>"""
    return framed("サインインしませんでした - Not signed in", inner)


def copy_code(text: str) -> str:
    """The cross-device flow's last page: a text to copy."""
    inner = f"""<h1>このコードをコピーしてください</h1><p class="en">Copy this code.</p>
<p>コードをすべて選んでコピーし、サインインを始めた画面に貼り付けてください。5分間だけ使えます。<br>
<span class="en">Select the whole code, copy it, and paste it where you began to sign in.
It works for five minutes.</span></p><code id="code" tabindex="0">{escape(text)}</code>
<p>自分で始めたサインインでなければ、だれにも渡さないでください。<br>
<span class="en">If you did not begin this sign-in yourself, give the code to nobody.</span></p>"""
    return framed("コードのコピー - Copy the code", inner)


def welcome(account: str) -> str:
    """The address itself, opened in a browser."""
    inner = f"""<h1>練習用のAWS</h1><p class="en">Practice AWS</p>
<p>このコンピューターの中だけで動く、AWSのまねです。アカウントは {escape(account)} です。<br>
<span class="en">A pretend AWS that runs on this computer alone. Its account is
{escape(account)}.</span></p>
<p><a id="console" href="/console">ベンダーのサインイン画面 / The vendor's sign-in page</a></p>"""
    return framed("練習用のAWS - Practice AWS", inner)

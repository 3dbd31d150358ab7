"""The login as HTML: one page without script, in the interface's two languages."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import get_args
from urllib.parse import quote

from index.values import Language
from ui.access.words import WORDS
from ui.markup import escaped

_OWN_NAMES: dict[Language, str] = {"ar": "العربية", "en": "English"}


def login_page(language: Language, then: str = "/", username: str = "", fault: str = "") -> str:
    """The page in a language. `then` is the path that is gone to after the login, `username` what was
    typed before, `fault` what was wrong with it, in the language.
    """
    words = WORDS[language]
    said = f'<p class="fault" id="fault" role="alert">{escaped(fault)}</p>' if fault else ""
    invalid = ' aria-invalid="true" aria-describedby="fault"' if fault else ""
    # who is here for the first time types a name, who mistyped the password types that
    on_name, on_password = ("", " autofocus") if username else (" autofocus", "")
    return f"""<!DOCTYPE html>
<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{words.heading} · فِقرة Fiqra</title>
<link rel="icon" href="data:,">
<style>{_style()}</style>
</head>
<body>
<nav aria-label="{words.languages}">{_languages(language, then)}</nav>
<main>
<header><h1>{words.name}</h1><p class="purpose">{words.purpose}</p></header>
<form method="post" action="login">
<h2>{words.heading}</h2>
{said}
<label for="username">{words.username}</label>
<input id="username" name="username" value="{escaped(username)}" dir="auto" placeholder=" " required maxlength="64"
 autocomplete="username" autocapitalize="none" spellcheck="false"{invalid}{on_name}>
<label for="password">{words.password}</label>
<input id="password" name="password" type="password" dir="auto" placeholder=" " required maxlength="1024"
 autocomplete="current-password"{invalid}{on_password}>
<input type="hidden" name="next" value="{escaped(then)}">
<input type="hidden" name="language" value="{language}">
<button type="submit">{words.enter}</button>
<p class="forgotten">{words.forgotten}</p>
</form>
</main>
</body>
</html>
"""


def _languages(chosen: Language, then: str) -> str:
    current = ' aria-current="true"'
    after = "" if then == "/" else f"&next={quote(then, safe='')}"
    return "".join(
        f'<a href="{escaped(f"login?language={language}{after}")}" lang="{language}" '
        f'hreflang="{language}"{current if language == chosen else ""}>{_OWN_NAMES[language]}</a>'
        for language in get_args(Language)
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("login.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """The page's Content-Security-Policy: its own style and form, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )

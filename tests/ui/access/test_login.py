"""Logging in: the page, what it lets through, where it leads, and when it ends."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.access.conftest import PASSWORD
from tests.ui.access.served import PAGE, browser, log_in, program
from ui.access.page import login_page
from ui.access.routes import safe_next
from ui.access.words import WORDS
from ui.keeping import Store
from ui.keeping.users import add_user, remove_user, set_password


def test_without_users_this_machine_needs_no_login(nobody: Store) -> None:
    client = browser(nobody)
    assert client.get("/who").json() == {"user": ""}
    assert client.get("/login?next=/who").headers["location"] == "/who"


def test_a_browser_is_led_to_the_login_and_back(store: Store) -> None:
    client = browser(store)
    led = client.get("/who?paragraph=r2.txt%2F7-3f&x=1")
    assert led.status_code == 303
    assert led.headers["location"] == "/login?next=%2Fwho%3Fparagraph%3Dr2.txt%252F7-3f%26x%3D1"
    page = client.get(led.headers["location"])
    assert page.status_code == 200
    assert 'value="/who?paragraph=r2.txt%2F7-3f&amp;x=1"' in page.text
    back = log_in(client, next="/who?paragraph=r2.txt%2F7-3f&x=1")
    assert back.status_code == 303
    assert back.headers["location"] == "/who?paragraph=r2.txt%2F7-3f&x=1"
    assert client.get("/who").json() == {"user": "سعاد"}
    assert client.get("/login").headers["location"] == "/"


def test_everybody_else_gets_401(store: Store) -> None:
    client = program(store)
    for answer in (
        client.get("/who"),
        client.post("/change", headers=PAGE),
        client.get("/none"),
        client.get("/login/"),
        client.get("/health/x"),
        client.get("//health"),
        client.get("/logout"),
    ):
        assert answer.status_code == 401
        assert "send `username` and `password`" in answer.json()["detail"]
    assert client.get("/health").json() == {"ok": True}
    for fetched_without_cookies in ("/favicon.ico", "/manifest.json"):
        assert client.get(fetched_without_cookies).status_code == 404  # not 401: a console's error


def test_a_program_logs_in_too(store: Store) -> None:
    client = program(store)
    assert log_in(client).json() == {"success": True}
    assert client.get("/who").json() == {"user": "سعاد"}
    refused = log_in(client, "wrong password")
    assert (refused.status_code, refused.json()) == (401, {"detail": WORDS["en"].wrong})


def test_a_wrong_password_is_said_in_words(store: Store) -> None:
    page = log_in(browser(store), "wrong password", next="/who", language="en")
    assert page.status_code == 401
    assert f'role="alert">{WORDS["en"].wrong}</p>' in page.text
    assert 'value="سعاد"' in page.text
    assert 'name="next" value="/who"' in page.text
    assert "wrong password" not in page.text
    assert not page.headers.get("set-cookie")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(store: Store) -> None:
    cookie = log_in(browser(store)).headers["set-cookie"]
    parts = {part.strip().casefold() for part in cookie.split(",")[-1].split(";")}
    assert {"httponly", "samesite=lax", "path=/", "max-age=2592000"} <= parts
    assert "secure" not in parts
    for client in (
        browser(store, "https://localhost"),
        browser(store, "http://localhost:7860", root_path="/x"),
    ):
        client.headers["x-forwarded-proto"] = "https"
        assert "; Secure" in log_in(client).headers["set-cookie"].split("fiqra_login")[1]


def test_logging_out_ends_it_on_the_server(store: Store) -> None:
    client = browser(store)
    log_in(client)
    kept = dict(client.cookies)
    assert client.post("/logout").headers["location"] == "/login"
    client.cookies.update(kept)
    assert client.get("/who").status_code == 303


def test_a_login_is_another_one_each_time_and_the_old_one_ends(store: Store) -> None:
    client = browser(store)
    log_in(client)
    before = dict(client.cookies)
    log_in(client)
    assert dict(client.cookies) != before
    client.cookies.clear()
    client.cookies.update(before)
    assert client.get("/who").status_code == 303


def test_it_ends_at_once_when_the_password_changes_or_the_user_goes(store: Store) -> None:
    client = browser(store)
    log_in(client)
    set_password(store, "سعاد", "another password")
    assert client.get("/who").status_code == 303
    log_in(client, "another password")
    assert client.get("/who").status_code == 200
    remove_user(store, "سعاد")
    assert client.get("/who").status_code == 303
    # and the last user's removal opens the page to nobody
    remove_user(store, "سعاد", everything=True)
    assert client.get("/who").status_code == 303


def test_a_first_user_closes_a_page_that_was_open(nobody: Store) -> None:
    client = browser(nobody)
    assert client.get("/who").status_code == 200
    add_user(nobody, "a", PASSWORD)
    assert client.get("/who").status_code == 303


def test_under_a_root_path(store: Store) -> None:
    """A proxy that takes the path off, and one that does not."""
    for prefix in ("", "/team"):
        client = browser(store, root_path="/team")
        led = client.get(f"{prefix}/who")
        assert led.headers["location"] == "/team/login?next=%2Fwho"
        back = log_in(client, next="/who")
        assert back.headers["location"] == "/team/who"
        assert "Path=/team;" in back.headers["set-cookie"].split("fiqra_login")[1]
        # as the proxy of this prefix sends what the browser asks of /team/who
        token = back.headers["set-cookie"].split("fiqra_login")[1].split(";")[0]
        carried = {"cookie": f"fiqra_login{token}"}
        assert client.get(f"{prefix}/who", headers=carried).json() == {"user": "سعاد"}
        assert client.get(f"{prefix}/health").json() == {"ok": True}


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "\t//evil.example", "javascript:alert(1)", "evil.example", "", "/\n/evil.example", "http:/evil", "///x",
        "/login", "/login?next=/login", "/logout", "/ x", "/\x00", "/é",
    ],
)  # fmt: skip
def test_it_leads_nowhere_else(store: Store, elsewhere: str) -> None:
    assert safe_next(elsewhere) == "/"
    assert log_in(browser(store), next=elsewhere).headers["location"] == "/"


@given(st.text(max_size=30) | st.text(alphabet="/\\:@?#.a\t ", max_size=12))
def test_where_it_leads_is_a_path_of_this_site(text: str) -> None:
    assert re.match(r"/(?![/\\])[!-~]*\Z", safe_next(text))


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 401), (b"\xff\xfe", 400), (b"x" * 20_000, 400), (b"&".join([b"a=b"] * 30), 400)],
)
def test_what_is_no_form(store: Store, body: bytes, status: int) -> None:
    client = browser(store)
    answer = client.post(
        "/login", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_the_language_is_switched_without_script_and_remembered(store: Store) -> None:
    client = browser(store)
    first = client.get("/login?next=%2Fwho")
    assert '<html lang="ar" dir="rtl">' in first.text
    assert 'href="login?language=en&amp;next=%2Fwho"' in first.text
    turned = client.get("/login?language=en&next=%2Fwho")
    assert '<html lang="en" dir="ltr">' in turned.text
    assert WORDS["en"].password in turned.text
    assert "script" not in turned.text
    assert '<html lang="en"' in client.get("/login?language=no").text


def test_the_page_loads_nothing_and_runs_nothing(store: Store) -> None:
    page = browser(store).get("/login")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert not re.search(r'(?:src|href)="(?!login\?|data:,)', page.text)


def test_what_is_typed_is_text(store: Store) -> None:
    nasty = '"><script>alert(1)</script>'
    page = browser(store).post("/login", data={"username": nasty, "password": "x", "next": nasty})
    assert "<script" not in page.text


class Form(HTMLParser):
    """The ids that labels are for, and those of fields that are seen."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: set[str | None] = set()
        self.fields: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "label":
            self.labels.add(values.get("for"))
        if tag == "input" and values.get("type") != "hidden":
            self.fields.add(values.get("id"))


def test_every_field_has_its_label() -> None:
    form = Form()
    form.feed(login_page("ar"))
    assert form.labels == form.fields == {"username", "password"}


def test_the_arabic_seconds_are_counted_as_in_arabic() -> None:
    said = [WORDS["ar"].wait(seconds).split("بعد ")[1] for seconds in (1, 2, 3, 11, 100, 103)]
    assert said == ["ثانية واحدة.", "ثانيتين.", "3 ثوان.", "11 ثانية.", "100 ثانية.", "103 ثوان."]

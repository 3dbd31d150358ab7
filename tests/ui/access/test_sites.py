"""Pages of other sites can neither change anything nor read it, with a login and without."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.ui.access.served import PAGE, application, browser, log_in, program
from ui.keeping import Store

FOREIGN = [
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://localhost:7860"},
    {"sec-fetch-site": "anything else"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://localhost:3000"},
    {"origin": "http://localhost.evil.example:7860"},
    {"origin": "http://localhost:7860:1"},
    {"origin": ""},
]
OWN = [
    {},
    {"sec-fetch-site": "same-origin", "origin": "http://localhost:7860"},
    {"sec-fetch-site": "none"},
    {"origin": "http://localhost:7860"},
    # behind a proxy that says which name it was called by, and one that does not
    {"origin": "https://fiqra.example", "x-forwarded-host": "fiqra.example"},
    {"origin": "https://fiqra.example", "sec-fetch-site": "same-origin"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_foreign_page_changes_nothing(nobody: Store, headers: dict[str, str]) -> None:
    client = program(nobody)
    refused = client.post("/change", headers=headers)
    assert refused.status_code == 403
    assert "page of another site" in refused.json()["detail"]
    assert client.post("/logout", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", OWN)
def test_its_own_page_and_programs_do(nobody: Store, headers: dict[str, str]) -> None:
    assert program(nobody).post("/change", headers=headers).json() == {"user": ""}


def test_with_a_login_it_is_the_same(store: Store) -> None:
    client = browser(store)
    assert log_in(client).status_code == 303
    assert client.post("/change").json() == {"user": "سعاد"}
    for headers in FOREIGN:
        assert client.post("/change", headers=headers).status_code == 403
    assert log_in(browser(store)).status_code == 303
    assert browser(store).post("/login", headers=FOREIGN[0]).status_code == 403


def test_a_link_on_another_site_opens_the_page_but_it_cannot_be_fetched(nobody: Store) -> None:
    client = program(nobody)
    site = {"sec-fetch-site": "cross-site"}
    assert client.get("/who", headers={**site, "sec-fetch-mode": "navigate"}).status_code == 200
    for mode in ("no-cors", "cors", "websocket"):
        assert client.get("/who", headers={**site, "sec-fetch-mode": mode}).status_code == 403
    assert client.get("/who", headers={"origin": "https://evil.example"}).status_code == 403
    asked_before = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    assert client.options("/change", headers=asked_before).status_code == 403


def test_no_socket_for_a_foreign_page(nobody: Store) -> None:
    client = TestClient(application(nobody), "http://localhost:7860")
    headers = {"origin": "https://evil.example"}
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect("/", headers=headers),
    ):
        pass
    assert refused.value.code == 1008


@pytest.mark.parametrize(
    "host",
    ["evil.example:7860", "127.0.0.1.evil.example", "evil.example@localhost", "", "10.0.0.2"],
)
def test_a_name_turned_to_this_machine_reads_nothing(nobody: Store, host: str) -> None:
    client = program(nobody)
    refused = client.get("/who", headers={"host": host})
    assert refused.status_code == 403
    assert "to this machine alone" in refused.json()["detail"]
    assert client.get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "fiqra.localhost"])
def test_its_own_names_are_served(nobody: Store, host: str) -> None:
    assert program(nobody).get("/who", headers={"host": host}).json() == {"user": ""}


def test_where_others_are_to_reach_it_any_name_is_served(nobody: Store, store: Store) -> None:
    named = {"host": "fiqra.example"}
    open_to_all = program(store, loopback=False, without_login=True)
    assert open_to_all.get("/who", headers=named).json() == {"user": ""}
    behind_a_proxy = browser(store)
    assert log_in(behind_a_proxy).status_code == 303
    assert behind_a_proxy.get("/who", headers=named).json() == {"user": "سعاد"}


def test_no_other_site_can_frame_it(nobody: Store) -> None:
    headers = program(nobody).get("/who", headers=PAGE).headers
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"

"""Gradio's own client and page behind the login, as they are really served."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.access.conftest import PASSWORD
from tests.ui.access.served import PAGE, application
from ui.access.guard import auth_dependency
from ui.keeping import Store, close, open_store
from ui.keeping.users import add_user, listed, remove_user


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """The address of a Gradio page over a store."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    import uvicorn

    store = open_store(tmp_path_factory.mktemp("served"))
    app = application(store)

    def who(request: gr.Request) -> str:
        return request.username or ""

    who.__annotations__["request"] = gr.Request  # which Gradio looks for, and is known here only

    with gr.Blocks(analytics_enabled=False) as blocks:
        name = gr.Textbox()
        gr.Button().click(who, None, name, api_name="who")
    gr.mount_gradio_app(
        app, blocks, "/", auth_dependency=auth_dependency, ssr_mode=False, run_history=False
    )
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.02)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}", store
        server.should_exit = True
        thread.join(10)
    close(store)


def test_gradios_client_logs_in(served: tuple[str, Store], tmp_path: Path) -> None:
    import httpx
    from gradio_client import Client
    from gradio_client.exceptions import AuthenticationError

    address, store = served
    quiet = {"verbose": False, "analytics_enabled": False, "download_files": str(tmp_path)}
    assert not listed(store)
    assert Client(address, **quiet).predict(api_name="/who") == ""

    add_user(store, "سعاد", PASSWORD)
    with pytest.raises(Exception, match=r"401|[Aa]uth|log"):
        Client(address, **quiet)
    with pytest.raises(AuthenticationError):
        Client(address, auth=("سعاد", "wrong password"), **quiet)
    client = Client(address, auth=("سعاد", PASSWORD), **quiet)
    assert client.predict(api_name="/who") == "سعاد"

    for path in ("/", "/?paragraph=a", "/config", "/gradio_api/info", "/theme.css", "/static/x"):
        assert httpx.get(address + path).status_code == 401, path
        assert httpx.get(address + path, headers=PAGE).status_code == 303, path
    assert httpx.post(f"{address}/gradio_api/queue/join", json={}).status_code == 401

    remove_user(store, "سعاد")
    with pytest.raises(Exception, match=r"401|[Aa]uth|log"):
        client.predict(api_name="/who")

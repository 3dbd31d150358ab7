"""A small application behind the gate, and a browser and a program that use it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from tests.ui.access.conftest import PASSWORD
from ui.access.guard import LoginRequired
from ui.access.routes import routes
from ui.keeping import Store

PAGE = {"accept": "text/html,application/xhtml+xml"}


def application(store: Store, root_path: str = "", **options: Any) -> FastAPI:
    app = FastAPI()
    attempts = options.pop("attempts", None)

    @app.get("/health")
    def health() -> dict[str, bool]:
        return {"ok": True}

    @app.get("/who")
    def who(request: Request) -> dict[str, Any]:
        return {"user": request.state.user}

    @app.post("/change")
    def change(request: Request) -> dict[str, Any]:
        return {"user": request.state.user}

    app.include_router(routes(store, root_path, attempts))
    app.add_middleware(LoginRequired, store=store, root_path=root_path, **options)
    return app


def browser(store: Store, base: str = "http://localhost:7860", **options: Any) -> TestClient:
    """Follows no redirects, so that they can be looked at."""
    app = application(store, **options)
    return TestClient(app, base, headers=PAGE, follow_redirects=False)


def program(store: Store, base: str = "http://localhost:7860", **options: Any) -> TestClient:
    return TestClient(application(store, **options), base, follow_redirects=False)


def log_in(client: TestClient, password: str = PASSWORD, **fields: str) -> Any:
    return client.post("/login", data={"username": "سعاد", "password": password, **fields})

"""`fiqra users`: who can log in to the page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import IndexOption, JsonOption, settings_with
from index.errors import UsageError

# `ui` is imported inside, as by the verb `ui`: imports point from ui to assistant, but the command
# line is where all verbs are.
if TYPE_CHECKING:
    from ui.keeping.store import Store

SHORT_HELP = "Add, list and remove those who can log in to the page."

app = typer.Typer(help="Those who can log in to the page that `fiqra ui` serves.")

NameArgument = Annotated[str, typer.Argument(help="The user's name, in any script.")]
StdinOption = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from the first line of the input."),
]


@app.callback(no_args_is_help=True, invoke_without_command=True)
def people(context: typer.Context, index: IndexOption = None) -> None:
    """Those who can log in to the page that `fiqra ui` serves."""
    context.obj = index


@app.command("add", short_help="Let somebody log in.")
def add(
    context: typer.Context,
    name: NameArgument,
    password_stdin: StdinOption = False,
    index: IndexOption = None,
) -> None:
    """Let somebody log in; the password is asked for twice and not shown."""
    from ui.keeping.users import add_user, checked_name

    kept = checked_name(name)
    with _store(context, index) as store:
        again = add_user(store, kept, _password(password_stdin))
    print(f"{kept} can log in{' again, and finds the conversations of then' if again else ''}.")


@app.command("list", short_help="Who can log in.")
def show(context: typer.Context, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Who can log in, and who could before."""
    from dataclasses import asdict

    from assistant.terminal import counted
    from ui.keeping import users

    with _store(context, index) as store:
        known = users.listed(store)
    if as_json:
        print(json.dumps([asdict(user) for user in known], ensure_ascii=False))
        return
    for user in known:
        since = f"removed {user.disabled[:10]}" if user.disabled else f"since {user.created[:10]}"
        print(f"{user.name}  ({since}, {counted(user.conversations, 'conversation')})")
    if not known:
        print("There are no users; `fiqra users add NAME` adds one.")


@app.command("remove", short_help="Let somebody log in no more.")
def remove(
    context: typer.Context,
    name: NameArgument,
    everything: Annotated[
        bool,
        typer.Option("--with-conversations", help="Delete what is kept of them as well."),
    ] = False,
    index: IndexOption = None,
) -> None:
    """Let somebody log in no more; where they are logged in, that ends at once.

    Their conversations are kept for when they are added again, unless --with-conversations deletes
    them, which also frees the name for somebody else.
    """
    from ui.keeping.users import remove_user

    with _store(context, index) as store:
        remove_user(store, name, everything=everything)
    print(
        f"{name} and all their conversations are deleted."
        if everything
        else f"{name} can log in no more; their conversations are kept."
    )


@app.command("password", short_help="Set another password.")
def password(
    context: typer.Context,
    name: NameArgument,
    password_stdin: StdinOption = False,
    index: IndexOption = None,
) -> None:
    """Set another password; wherever they are logged in, that ends."""
    from ui.keeping.users import find_user, set_password

    with _store(context, index) as store:
        kept = find_user(store, name).name
        set_password(store, kept, _password(password_stdin))
    print(f"{kept} has a new password, and has to log in anew everywhere.")


@contextmanager
def _store(context: typer.Context, index: Path | None) -> Iterator[Store]:
    """What is kept of people beside the index. Raises FiqraError where there is no index."""
    from index.generations import current
    from ui.keeping.store import close, open_store

    folder = settings_with(index or context.obj).index
    current(folder)
    store = open_store(folder)
    try:
        yield store
    finally:
        close(store)


def _password(from_input: bool) -> str:
    """A password from the input's first line, or typed twice at the terminal without being shown."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError(
            "A password is typed at a terminal; with --password-stdin it is read from the input."
        )
    from getpass import getpass

    first = getpass("Password: ")
    if getpass("The same again: ") != first:
        raise UsageError("The two passwords are not the same; try again.")
    return first

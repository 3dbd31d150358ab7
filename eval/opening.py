"""What a user names as `package.module:function`, opened: a system, a model, a judge's model.

Modules are found where Python finds them, and in the folder in which `fiqra` was started.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.errors import FiqraError, UsageError

if TYPE_CHECKING:
    from llama_index.core.llms.llm import LLM

LEAVING = (Exception, SystemExit)
"""What a foreign module may end with: a script without a main guard leaves Python."""


def names_function(name: str) -> bool:
    """Whether a name is of the form `package.module:function`."""
    module, colon, function = name.partition(":")
    return bool(colon and module and function)


def open_function(name: str, called: str) -> Callable[..., Any]:
    """The function that `package.module:function` names.

    `called` is what a fault's sentence calls it (`system`, `model`). Raises UsageError where there
    is no such module or function, FiqraError where importing the module fails.
    """
    if not names_function(name):
        raise UsageError(f"{name!r} names no {called}; write package.module:function.")
    module_name, _, function_name = name.partition(":")
    if os.getcwd() not in sys.path:
        sys.path.append(os.getcwd())  # the `fiqra` command, unlike `python -m`, leaves it out
    try:
        module = import_module(module_name)
    except ModuleNotFoundError as fault:
        raise UsageError(
            f"The {called} {name} cannot be opened: there is no module {fault.name}; install it, or "
            "start in the folder that holds it."
        ) from fault
    except LEAVING as fault:
        raise FiqraError(
            f"The {called} {name} cannot be opened: importing {module_name} ended with "
            f"{_told(fault)}."
        ) from fault
    function = getattr(module, function_name, None)
    if not callable(function):
        raise UsageError(
            f"The {called} {name} cannot be opened: {module_name} has no function {function_name}."
        )
    return function  # type: ignore[no-any-return]


def open_model(name: str) -> LLM:
    """The llama-index LLM that the function of that name returns; it is called without arguments.

    Raises UsageError where it is not there or returns something else, FiqraError where it fails.
    """
    function = open_function(name, "model")
    try:
        from llama_index.core.llms.llm import LLM
    except ImportError as fault:
        raise FiqraError(
            f"llama-index cannot be loaded ({fault}); install it with "
            "`pip install llama-index-core`."
        ) from fault
    try:
        made = function()
    except FiqraError:
        raise
    except LEAVING as fault:
        raise FiqraError(
            f"The model {name} cannot be opened: its function ended with {_told(fault)}."
        ) from fault
    if not isinstance(made, LLM):
        raise UsageError(
            f"The model {name} is a {type(made).__name__}; the function must return a llama-index LLM."
        )
    return made


def _told(fault: BaseException) -> str:
    """A fault in one line: its kind, and the first line of what it says."""
    said = str(fault).strip().splitlines()
    kind = type(fault).__name__
    return f"{kind}: {said[0].rstrip('.')}" if said else kind

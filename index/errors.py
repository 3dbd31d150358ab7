"""The one exception that people are meant to read."""

from __future__ import annotations


class FiqraError(Exception):
    """A fault that its user can mend: the message is one sentence, what is wrong and what to do.

    `exit_code` is what the command line ends with: 1 failed, 2 wrong usage, 3 done in part.
    """

    exit_code = 1


class UsageError(FiqraError):
    """The words of the call are off (exit code 2)."""

    exit_code = 2

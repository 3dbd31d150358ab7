"""A text taken apart into its statements, each with the references that it carries.

A reference stands in brackets at or after its statement, `(S/RES/2650 (2022), OP 7)`, in a note that
a mark leads to, `[2]`, `[^2]`, `²`, or alone on the line below. What is named in the statement's own
words stays there. Nothing is lost: what makes no statement, a heading or a question, is given too.
"""

from assistant.statements.read import one_statement, statements_of
from assistant.statements.values import LeftOut, Statement, Statements

__all__ = ["LeftOut", "Statement", "Statements", "one_statement", "statements_of"]

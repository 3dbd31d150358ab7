"""`fiqra eval`: question sets, runs, scores, reports, comparisons, peers."""

from __future__ import annotations

import typer

from eval.commands import compare, runs, sets

app = typer.Typer(
    help="Question sets, runs, scores, reports and comparisons.", no_args_is_help=True
)

app.command("check", short_help="Check a question set against the index.")(sets.check)
app.command("new", short_help="Write a question with its evidence.")(sets.new)
app.command("draft", short_help="Make a draft question of a wrong answer.")(sets.draft)
app.command("import", short_help="Make a set of SQuAD, NoMIRACL or TREC files.")(sets.import_set)
app.command("run", short_help="Ask a set, score the answers, write the report.")(runs.run)
app.command("score", short_help="Score a run anew and write its report.")(runs.score)
app.command("compare", short_help="Compare two runs.")(compare.compare)
app.command("peer", short_help="Ask the same of another system.")(runs.peer)

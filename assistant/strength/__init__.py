"""How strongly a clause speaks: its leading verb on a ladder, its adverbs, its hedges, its modal verb.

Three tables stand behind it, each row with a paragraph in which the usage can be seen:
`data/ladder.tsv` (verbs, modals), `data/adverbs.tsv` and `data/hedges.tsv`. The United Nations
publishes no order of operative verbs; the ladder's is the one that drafters go by, from `takes note`
up to `demands`. What a body reproaches (`expresses concern` to `condemns`) has a scale of its own
and compares with no request.
"""

from assistant.strength.compare import Compared, Reason, Sign, Verdict, compared
from assistant.strength.read import strength
from assistant.strength.tables import ladder
from assistant.strength.values import Mark, Place, Row, Scale, Strength

__all__ = [
    "Compared",
    "Mark",
    "Place",
    "Reason",
    "Row",
    "Scale",
    "Sign",
    "Strength",
    "Verdict",
    "compared",
    "ladder",
    "strength",
]

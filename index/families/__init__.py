"""Families: one entry for each formulation that documents repeat, with its line of use.

Bodies say the same thing again from year to year: with another date, for another mission, with a
clause more. `families` puts the paragraphs of an index that are one formulation together
(`wording` says what of a paragraph is compared, `grouping` how alike is enough, `lines` what is
known of a family, `lineage` which document goes on from which, `descent` how the wording went on,
`succession` where it was dropped); measured by `python -m eval.benchmarks.families` on pairs judged by
hand, whose rule stands in `eval/families/README.md`.
"""

from index.families.descent import Wording, wordings
from index.families.lines import (
    Families,
    Family,
    Member,
    families,
    family_of,
    other_version,
)
from index.families.succession import dropped_in

__all__ = [
    "Families",
    "Family",
    "Member",
    "Wording",
    "dropped_in",
    "families",
    "family_of",
    "other_version",
    "wordings",
]

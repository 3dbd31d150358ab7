"""What a statement says otherwise than its paragraphs: another force, denial, word, thing or name."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.support import (
    actors,
    acts,
    denial,
    matching,
    modals,
    names,
    opposites,
    slots,
    stances,
)
from assistant.support.meaning import Meaning
from assistant.support.wording import language_of
from index.values import Language
from prompts import render


def differences(
    spoken: str, texts: Sequence[str], meaning: Meaning | None, language: Language
) -> list[str]:
    """A sentence in `language` for each difference that is nearly certain.

    `spoken` is the statement without what is looked up by value, `|` in its place. Judged by the
    versions in its own language where there are any: a verb of the other language may render two of
    this one, and would excuse a stronger word. Only names are looked up in all versions.
    """
    own_language = language_of(spoken)
    same = [text for text in texts if language_of(text) == own_language] or texts
    said, read = matching.read(spoken), [matching.read(text) for text in same]
    found = []
    if denial.conflict(said, read):
        found.append(render("check_denial", language))
    if acts.obliges(spoken, same) or modals.demands_what_is_advised(said, read):
        found.append(render("check_obliges", language))
    if modals.allows_what_is_demanded(said, read):
        found.append(render("check_allows", language))
    if actors.misaddressed(said, read):
        found.append(render("check_addressed", language))
    pairs = [
        stances.differing(said, read),
        opposites.conflict(said, read),
        slots.exchanged(said, read, meaning.alike if meaning else None),
    ]
    found += [render("check_word", language, said=pair[0], own=pair[1]) for pair in pairs if pair]
    found += [
        render("check_named", language, said=name, own=other)
        for name, other in acts.swapped(spoken, same)
    ]
    every = [matching.read(text) for text in texts]
    if unheld := names.unheld(spoken.replace("|", " "), own_language, every):
        found.append(listed("check_names", language, names=unheld))
    return found


def listed(prompt: str, language: Language, **lists: Sequence[str]) -> str:
    """A prompt with lists in it, as they are written in its language."""
    comma = "، " if language == "ar" else ", "
    return render(prompt, language, **{name: comma.join(each[:6]) for name, each in lists.items()})

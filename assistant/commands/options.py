"""What verbs of different rooms share: the options for the index, for JSON and for what to search, and opening the index."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import UsageError

if TYPE_CHECKING:
    from assistant.cross_encoder import Reranker
    from assistant.models.opening import LanguageModel
    from assistant.settings import Settings
    from assistant.support.values import Judge
    from index.filters import Filter
    from index.store import Index

IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index", help="Folder of the index (FIQRA_INDEX; default .fiqra).", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
RerankerOption = Annotated[
    str | None,
    typer.Option(
        "--reranker",
        help="A sentence-transformers CrossEncoder that takes part in the order: path or hub name.",
        show_default=False,
    ),
]
LocalOnlyOption = Annotated[
    bool,
    typer.Option("--local-only", help="Refuse a language model that is not on this machine."),
]
NoModelOption = Annotated[
    bool,
    typer.Option(
        "--no-model", help="Answer in the documents' own words, whatever language model is set."
    ),
]
ScopeOption = Annotated[
    list[str] | None,
    typer.Option("--in", help="Search only this document (file name or symbol); repeatable."),
]
BodyOption = Annotated[
    list[str] | None,
    typer.Option("--body", help="Only documents of this body, Arabic or English; repeatable."),
]
YearOption = Annotated[
    str | None,
    typer.Option("--year", help="Only documents of this year (2021) or these (2019-2021)."),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only paragraphs of this kind (operative, footnote); repeatable."),
]
SourceLanguageOption = Annotated[
    str | None,
    typer.Option("--source-language", help="Only paragraphs written in `ar` or in `en`."),
]


def filter_with(
    within: list[str] | None,
    bodies: list[str] | None,
    year: str | None,
    kinds: list[str] | None,
    language: str | None,
) -> Filter:
    """The filter that the options describe. Raises UsageError for values that none can have."""
    from typing import cast, get_args

    from index.filters import KINDS, Filter, years_of
    from index.values import Kind, Language

    for kind in kinds or ():
        if kind not in KINDS:
            raise UsageError(f"--kind is one of {', '.join(KINDS)}, not {kind!r}.")
    if language is not None and language not in get_args(Language):
        raise UsageError(f"--source-language is `ar` or `en`, not {language!r}.")
    return Filter(
        documents=tuple(within or ()),
        bodies=tuple(bodies or ()),
        years=years_of(year) if year is not None else None,
        kinds=tuple(cast(Kind, kind) for kind in kinds or ()),
        language=cast("Language | None", language),
    )


def settings_with(index: Path | None) -> Settings:
    """The settings in force, with the index that the command line names."""
    from assistant.settings import load_settings

    settings = load_settings()
    return settings.model_copy(update={"index": index}) if index else settings


def reranker_with(name: str | None) -> Reranker | None:
    """The reranker that the command line or the settings name; None for neither, and for ""."""
    from assistant.settings import load_settings

    wanted = load_settings().reranker if name is None else name
    if not wanted:
        return None
    from assistant.cross_encoder import open_reranker

    return open_reranker(wanted)


def language_model_with(
    settings: Settings, *, local_only: bool, no_model: bool
) -> LanguageModel | None:
    """The language model that the settings name, with `--local-only` only one on this machine; None
    where none is set or wanted. That texts leave this machine is said on stderr before the first does.

    Raises UsageError where the model is refused or not enough is said of it.
    """
    from assistant.models.opening import is_set, open_language_model

    if no_model or not is_set(settings):
        return None
    from assistant.answering import check_templates

    check_templates()
    if local_only:
        settings = settings.model_copy(update={"local_only": True})
    model = open_language_model(settings)
    notice = model.notice("en")
    if notice:
        print(f"fiqra: {notice}", file=sys.stderr)
    return model


def entailment_with(settings: Settings) -> Judge | None:
    """The entailment model that the settings name; None for none."""
    if not settings.nli:
        return None
    from assistant.support.entailment import open_nli

    return open_nli(settings.nli)


def open_with(index: Path | None) -> Index:
    """The index that the command line or the settings name."""
    from index.store import open_index

    settings = settings_with(index)
    return open_index(settings.index, settings.embedder)


def open_within(index: Path | None, wanted: Filter) -> Index:
    """As `open_with`; raises UsageError if the filter names what is not there or leaves nothing."""
    from index.filters import rows

    opened = open_with(index)
    rows(opened, wanted)
    return opened

"""`casemill similar`: cases that resemble a case, with the reasons."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from models.likeness import SimilarHit, SimilarResult


def similar(
    context: typer.Context,
    case_id: Annotated[str, typer.Argument(metavar="ID", help="The case's id, such as search prints it.")],
    *,
    limit: Annotated[int, typer.Option(min=1, max=100, help="The most cases to show.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Find the cases that resemble a case, and why."""
    from pipeline.similar.finding import similar as find
    from pipeline.store.database import opened

    settings = settings_of(context)
    with opened(settings.database_url) as store:
        found = find(settings.processed, store, case_id, limit=limit)
    if as_json:
        emit_json(found)
    else:
        present(*_parts(found))


def _parts(found: "SimilarResult") -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.text import Text

    title = found.title or found.id
    yield Text(f'Similar to "{title}"' if found.hits else f'No case is similar to "{title}"', style="bold")
    for hit in found.hits:
        name = (hit.title or "Without a title", "bold cyan")
        yield Padding(Text.assemble(name, f"  {hit.score:.0%}  ", (hit.id, "dim")), (1, 0, 0, 0))
        for style, words in _reasons(hit):
            yield Padding(Text(words, style=style), (0, 0, 0, 2))
    if found.more_copies:
        yield Text(f"\n{_counted(found.more_copies, 'more page')} nearly the same as it", style="dim")


def _reasons(hit: "SimilarHit") -> "Iterator[tuple[str, str]]":
    """What is said of a copy, what both have on one line, what differs on another."""
    told: dict[str, list[str]] = {}
    for reason in hit.reasons:
        kind, colon, words = reason.partition(": ")
        told.setdefault(kind if colon else "", []).append(words if colon else reason)
    yield from (("yellow", each) for each in told.pop("", []))
    yield from (("" if kind == "both" else "dim", f"{kind}: {', '.join(each)}") for kind, each in told.items())


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun} is" if number == 1 else f"{number:,} {noun}s are"

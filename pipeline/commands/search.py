"""`casemill search`: hits with a snippet, and counts of what they share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from models.report import SortOrder
from pipeline.commands.context import AsJson, emit_json, present, settings_of

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from models.report import SearchResult, Snippet

Where = Annotated[
    list[str] | None, typer.Option(metavar="FIELD=VALUE", help="Only cases with this value; may be given again.")
]


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help='Words, "phrases", begin*, -without, field:value, after:2012.')],
    *,
    where: Where = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The most hits to show.")] = 10,
    sort: Annotated[
        SortOrder, typer.Option(help="The best first, or those with the newest date.")
    ] = SortOrder.RELEVANCE,
    cursor: Annotated[str | None, typer.Option(metavar="WORD", help="Go on where a search ended: its `next`.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find cases by their words."""
    from pipeline.index.search import parse_where
    from pipeline.index.search import search as find
    from pipeline.store.database import opened

    settings = settings_of(context)
    filters = [parse_where(condition) for condition in where or []]
    with opened(settings.database_url) as store:
        found = find(settings.processed, store, query, filters, limit=limit, sort=sort, cursor=cursor)
    if as_json:
        emit_json(found)
    else:
        present(*_parts(found))


def _parts(found: "SearchResult") -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.text import Text

    from pipeline.index.facets import OF_QUESTIONS

    cases = "1 case" if found.total == 1 else f"{found.total:,} cases"
    told = f' for "{found.query}"' if found.query else ""
    yield Text(f"{cases}{told}" if found.total else f"No case{told}", style="bold")
    for hit in found.hits:
        yield Padding(Text.assemble((hit.title, "bold cyan"), "  ", (hit.id, "dim")), (1, 0, 0, 0))
        for snippet in hit.snippets:
            yield Padding(_marked(snippet), (0, 0, 0, 2))
    for note in found.notes:
        yield Text(note, style="yellow")
    # Questions have long names, and many: programs get them.
    facets = [
        (field, counts) for field, counts in found.facets.items() if len(counts) > 1 and field not in OF_QUESTIONS
    ]
    if facets:
        yield Text()
    for field, counts in facets:
        values = ", ".join(f"{each.value} {each.count:,}" for each in counts)
        yield Text.assemble((f"{field:<16}", "dim"), values)
    if found.next is not None:
        yield Text(f"\nMore with --cursor {found.next}", style="dim")


def _marked(snippet: "Snippet") -> "Text":
    from rich.text import Text

    text = Text(f"{snippet.section}: " if snippet.section else "", style="dim")
    words = Text(snippet.text, style="default")
    for start, end in snippet.highlights:
        words.stylize("bold yellow", start, end)
    return text.append_text(words)

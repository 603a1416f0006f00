"""A page with each line marked by whose words it holds."""

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from models.outline import Region, Role

_STYLES = {
    Role.TITLE: "bold",
    Role.LEAD: "",
    Role.FIELD: "",
    Role.ANSWER: "",
    Role.BODY: "",
    Role.HEADING: "bold cyan",
    Role.LABEL: "green",
    Role.GUIDANCE: "italic yellow",
    Role.PROMPT: "green",
    Role.CHROME: "dim",
    Role.UNACCOUNTED: "bold red",
}


def marked(text: str, regions: Sequence[Region]) -> Table:
    """The page's words in order, beside each stretch its role."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for role, words in _stretches(text, regions):
        table.add_row(role.value, Text(words, style=_STYLES[role]))
    return table


def _stretches(text: str, regions: Sequence[Region]) -> Iterator[tuple[Role, str]]:
    for region in regions:
        lines = [line.rstrip() for line in text[region.start : region.end].splitlines()]
        yield region.role, "\n".join(line for line in lines if line.strip())

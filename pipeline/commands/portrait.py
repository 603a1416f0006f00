"""A case, for people."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models.record import CaseRecord, Entity, Pair, Section


def portrait(record: CaseRecord) -> RenderableType:
    """The title, where the case comes from, its sections with questions and answers, and what it speaks of."""
    return Group(*_parts(record))


def _parts(record: CaseRecord) -> Iterator[RenderableType]:
    template = f"{record.template.key} {record.template.version}" if record.template else "no template"
    yield Text(record.title, style="bold")
    facts = (record.id, f"{record.source.name}/{record.source.uri}", template, record.language)
    yield Text(" · ".join(facts), style="dim")
    for section in record.sections:
        yield Padding(Text(f"{section.number or ''} {section.heading}".strip(), style="bold cyan"), (1, 0, 0, 0))
        yield Padding(_section(section), (0, 0, 0, 2))
    yield Padding(_things(record), (1, 0, 0, 0))


def _section(section: Section) -> RenderableType:
    beside = section.text
    for pair in section.pairs:
        beside = beside.replace(pair.answer, "", 1)
    words = [Text(beside.strip())] if beside.strip() else []
    return Group(*words, *(line for pair in section.pairs for line in _pair(pair)))


def _pair(pair: Pair) -> Iterator[RenderableType]:
    yield Text(pair.question, style="italic")
    yield Padding(Text(pair.answer) if pair.answer else Text(pair.state.value, style="dim"), (0, 0, 0, 2))


def _things(record: CaseRecord) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    kinds: Sequence[tuple[str, Sequence[Entity]]] = (
        ("actors", record.actors),
        ("events", record.events),
        ("persons", record.persons),
        ("places", record.places),
        ("instruments", record.instruments),
    )
    lines = [(kind, [entity.name for entity in entities]) for kind, entities in kinds]
    lines.append(("contacts", [contact.value for contact in record.contacts]))
    lines.append(("dates", [date.value for date in record.dates]))
    lines.append(("amounts", [amount.text for amount in record.amounts]))
    lines.append(("findings", [finding.message for finding in record.findings]))
    for label, values in lines:
        if values:
            table.add_row(label, Text("; ".join(values)))
    return table

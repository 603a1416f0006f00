"""What extracting anew would change, for people."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from models.difference import Change, ChangeKind
from models.impact import CaseImpact, FieldImpact, ImpactReport
from pipeline.commands.quarantine import quarantine_line
from pipeline.commands.summary import count_of

_WORST = 10
_REFUSED = 20
_WORDS = 60
_LEAD = 3
_SIGNS = {
    ChangeKind.APPEARED: ("+", "green"),
    ChangeKind.CHANGED: ("~", "cyan"),
    ChangeKind.VANISHED: ("-", "magenta"),
}


def changes(report: ImpactReport) -> Iterator[RenderableType]:
    """The headline, the counts by field, examples, the most changed cases, and pages that would be quarantined."""
    yield _headline(report)
    if report.fields:
        yield Text()
        yield _counts(report)
        yield Text()
        yield _examples(report)
    if report.worst:
        yield Text("\nMost changed", style="bold")
        yield _worst(report.worst[:_WORST])
    if report.refused:
        yield Text("\nWithout a new record", style="bold")
        yield from map(quarantine_line, report.refused[:_REFUSED])
        if (more := len(report.refused) - _REFUSED) > 0:
            yield Text(f"and {count_of(more, 'page')} more")


def _headline(report: ImpactReport) -> Text:
    same = report.cases - report.changed - report.evidence - len(report.refused)
    told = [
        (report.changed, "would change"),
        (report.evidence, "only in where it stands or how sure it is"),
        (len(report.refused), "without a new record"),
        (same, "as before"),
    ]
    words = ", ".join(f"{count:,} {word}" for count, word in told if count)
    return Text(f"{count_of(report.cases, 'case')} extracted anew" + (f": {words}" if words else ""), style="bold")


def _counts(report: ImpactReport) -> Table:
    table = Table("field", box=None, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("cases", "appear", "change", "vanish"):
        table.add_column(column, justify="right")
    for field, told in report.fields.items():
        table.add_row(field, f"{told.cases:,}", *_cells(told))
    return table


def _cells(told: FieldImpact) -> Iterator[Text]:
    for kind, count in zip(ChangeKind, (told.appeared, told.changed, told.vanished), strict=True):
        yield Text(f"{count:,}", style=_SIGNS[kind][1]) if count else Text("·", style="dim")


def _examples(report: ImpactReport) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", no_wrap=True)
    for field, told in report.fields.items():
        for number, example in enumerate(told.examples):
            sign, style = _SIGNS[example.change.kind]
            table.add_row("" if number else field, Text(sign, style=style), _told(example.change), example.id)
    return table


def _told(change: Change) -> Text:
    if change.kind is not ChangeKind.CHANGED:
        words = change.before or change.after or ""
        return _beside(change.thing if change.thing != words else "", _short(words))
    before, after = _apart(change.before or "none", change.after or "none")
    attribute = "" if change.attribute == "value" else change.attribute
    return _beside(" ".join(filter(None, (_short(change.thing), attribute))), f"{_short(before)} → {_short(after)}")


def _beside(what: str, words: str) -> Text:
    return Text.assemble((f"{_short(what).rstrip(' :')}: " if what else "", "dim"), words)


def _apart(before: str, after: str) -> tuple[str, str]:
    """Both from a little before the first word in which they differ."""
    one, other = before.split(), after.split()
    same = next((at for at, (here, there) in enumerate(zip(one, other, strict=False)) if here != there), 0)
    if same <= _LEAD:
        return before, after
    return f"… {' '.join(one[same - _LEAD :])}", f"… {' '.join(other[same - _LEAD :])}"


def _short(words: str, most: int = _WORDS) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def _worst(cases: Sequence[CaseImpact]) -> Table:
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("changes", justify="right")
    table.add_column("case", no_wrap=True, overflow="ellipsis", max_width=60)
    table.add_column("in", overflow="fold")
    for case in cases:
        fields = ", ".join(f"{field} {count}" for field, count in case.fields.items())
        name = Text.assemble(_short(case.title), (f"\n{case.id}  {case.source}/{case.uri}", "dim"))
        table.add_row(f"{case.changes:,}", name, fields)
    return table

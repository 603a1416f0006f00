"""What a run did, for people."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from models.report import RunReport, SourceCounts
from pipeline.commands.drifts import drift_lines
from pipeline.commands.gates import held_back
from pipeline.commands.quarantine import quarantine_line

_COLUMNS = ("pages", "new", "changed", "unchanged", "gone", "quarantined")
_SHOWN_PAGES = 20


def summary(report: RunReport) -> RenderableType:
    """The headline, a table of the sources, the findings, the quarantined pages and the release."""
    return Group(*_parts(report))


def _parts(report: RunReport) -> Iterator[RenderableType]:
    yield _headline(report)
    yield Text()
    if report.sources:
        yield source_table(report.sources, report.total)
        yield Text()
    yield _facts(report)
    if report.held:
        yield Text()
        yield from held_back(report.gates, report.release)
    for drift in report.drift:
        yield Text()
        yield from drift_lines(drift)
    if report.quarantine:
        yield Text()
        yield Text("In quarantine; the bytes are kept:", style="bold")
        yield from map(quarantine_line, report.quarantine[:_SHOWN_PAGES])
    if (more := report.total.quarantined - _SHOWN_PAGES) > 0:
        yield Text(f"and {count_of(more, 'page')} more; all of them: casemill quarantine list")


def _headline(report: RunReport) -> Text:
    total = report.total
    curated = changed_by_curators(report.curated) if report.curated else ""
    if total.new or total.changed or total.gone:
        counts = (
            (total.new, "new"),
            (total.changed, "changed"),
            (total.gone, "gone"),
            (total.quarantined, "in quarantine"),
        )
        told = ", ".join(f"{count:,} {word}" for count, word in counts if count)
        told = f"{count_of(total.pages, 'page')} looked at: {told}"
        told = f"{told}; {curated}" if curated else told
        return Text.assemble((told, "bold"), f" ({_time(report.seconds)})")
    as_before = f"{count_of(total.pages, 'page')} looked at, all as before" if total.pages else "no pages"
    if total.quarantined and not total.unchanged:
        as_before = f"{count_of(total.pages, 'page')} looked at, none could be read"
    if not report.sources:
        as_before = "no source was looked at"
    return Text.assemble((curated or "Nothing new", "bold"), f": {as_before} ({_time(report.seconds)})")


def source_table(sources: Mapping[str, SourceCounts], total: SourceCounts) -> Table:
    """A line a source, and one for all where there are several."""
    table = Table("source", box=None, header_style="dim", padding=(0, 2, 0, 0), show_footer=len(sources) > 1)
    table.columns[0].footer = "all"
    for column in _COLUMNS:
        table.add_column(column, justify="right", footer=_cell(total, column))
    for name, counts in sources.items():
        table.add_row(name, *(_cell(counts, column) for column in _COLUMNS))
    return table


def _cell(counts: SourceCounts, column: str) -> Text:
    number = getattr(counts, column)
    if not number:
        return Text("·", style="dim")
    style = {"quarantined": "yellow", "new": "green", "changed": "cyan", "gone": "magenta"}.get(column, "")
    return Text(f"{number:,}", style=style)


def _facts(report: RunReport) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    table.add_row("records", f"{report.records:,}")
    if report.findings:
        told = ", ".join(f"{count:,} {code}" for code, count in report.findings.items())
        table.add_row("findings", told)
    if skipped := report.total.skipped:
        table.add_row("skipped", f"{count_of(skipped, 'file')} that by the sources' settings are no pages")
    if missing := report.total.missing:
        table.add_row(
            "missing", f"{count_of(missing, 'page')} not there tonight; their records stand until they are gone"
        )
    table.add_row("release", _release(report))
    return table


def _release(report: RunReport) -> str:
    if report.held:
        return "held back, see below"
    if report.released:
        return f"{report.release}, now processed/latest"
    return f"{report.release} stands" if report.release else "none yet"


def changed_by_curators(cases: int) -> str:
    """`3 cases changed by curators`."""
    return f"{count_of(cases, 'case')} changed by curators"


def count_of(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 90 else f"{seconds / 60:.0f} min"

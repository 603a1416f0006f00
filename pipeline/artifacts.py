"""What a scheduled run tells as Prefect's artifacts: tables of the sources, the gates and the forms that changed."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.report import RunReport

Cell = str | int | float | None


class Artifact(NamedTuple):
    """A table; by `key` Prefect keeps its history."""

    key: str
    description: str
    rows: list[dict[str, Cell]]


def artifacts_of(report: RunReport) -> Iterator[Artifact]:
    """The run's tables; one that would be empty is left out."""
    sources: list[dict[str, Cell]] = [
        {"source": name, **counts.model_dump(exclude={"skipped"})} for name, counts in report.sources.items()
    ]
    gates: list[dict[str, Cell]] = [
        {"gate": gate.gate, "held": "held" if gate.held else "", "reason": gate.reason}
        for gate in sorted(report.gates, key=lambda gate: not gate.held)
    ]
    drift: list[dict[str, Cell]] = [
        {"source": each.source, "template": each.template, **change.model_dump(mode="json")}
        for each in report.drift
        for change in each.changes
    ]
    tables: Mapping[str, list[dict[str, Cell]]] = {"sources": sources, "gates": gates, "drift": drift}
    for key, rows in tables.items():
        if rows:
            yield Artifact(f"casemill-{key}", f"{outcome(report)} (run {report.run})", rows)


def outcome(report: RunReport) -> str:
    """What came of the run, in a line."""
    counts = report.total
    told = f"{', '.join(report.sources)}: {counts.pages} pages, {counts.new} new, {counts.changed} changed"
    if report.curated:
        told += f", {report.curated} changed by curators"
    held = ", ".join(gate.gate for gate in report.gates if gate.held)
    return f"{told}; held back by {held}" if held else told

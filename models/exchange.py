"""What became of decisions that were brought in from elsewhere."""

from collections.abc import Mapping

from models.frozen import Frozen


class RefusedLine(Frozen):
    """A line that is no decision, and why; counted from 1."""

    line: int
    message: str


class ImportReport(Frozen):
    """Of `decisions` that were read, `new` ones came in; the others were there already.

    `refused` lines are no decisions: `problems` has the first of them. `strangers` counts, by name, the decisions of
    those who are no users here (the first names); `homeless` those on cases that were never here, `vanished` those on
    cases whose pages are gone. All of them are kept.
    """

    decisions: int
    new: int
    refused: int
    problems: tuple[RefusedLine, ...]
    strangers: Mapping[str, int]
    homeless: int
    vanished: int

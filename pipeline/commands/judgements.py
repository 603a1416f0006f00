"""Decisions and their fates as lines for people."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from curation.wording import deed

if TYPE_CHECKING:
    from rich.console import RenderableType

    from models.decision import Decision
    from models.document import Span
    from models.judged import Judged, JudgedCase, Judgement

_STYLES = {"applied": "green", "redundant": "green", "moved": "cyan", "stale": "yellow", "overruled": "yellow"}
_WIDTH = 9
_STATES = {
    "unknown": "never here: their decisions wait for them",
    "gone": "gone from their sources: judged by their last records",
    "unread": "not to be read now",
}


def judged_lines(judged: "Judged") -> "RenderableType":
    """A decision: what became of it, who decided what and when, on which page, and why."""
    from rich.table import Table
    from rich.text import Text

    decision, fate = judged.decision, judged.fate
    outcome = fate.outcome.value if fate else "waiting"
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=_STYLES.get(outcome, "dim"), width=_WIDTH)
    table.add_column(overflow="fold")
    said = Text.assemble((decision.by, "bold"), f" {_line(judged.words, 400)}")
    table.add_row(outcome, said)
    if why := _why(judged):
        table.add_row("", Text(why))
    if decision.note:
        table.add_row("", Text(f"note: {_line(decision.note)}"))
    where = f"{judged.source}/{judged.uri}" if judged.source else f"{_line(decision.case)}, which was never here"
    table.add_row("", Text(f"{_time(decision.at)}  {decision.id}  {where}", style="dim"))
    return table


def deed_line(word: str, decision: "Decision") -> "RenderableType":
    """A decision, and a word on what was done to it."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="green", width=_WIDTH)
    table.add_column(overflow="fold")
    table.add_row(word, Text.assemble((decision.by, "bold"), f" {_line(deed(decision.act, {}), 400)}"))
    table.add_row("", Text(f"{_time(decision.at)}  {decision.id}  {_line(decision.case)}", style="dim"))
    return table


def case_line(case: "JudgedCase") -> "RenderableType":
    """A case on which decisions wait."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="yellow", width=_WIDTH)
    table.add_column(overflow="fold")
    count = f"{case.decisions:,} decision{'' if case.decisions == 1 else 's'}"
    table.add_row(case.state, Text.assemble((_line(case.case), "bold"), f" ({count}): {case.message}"))
    return table


def judgement_lines(judgement: "Judgement") -> "Iterator[str]":
    """The sums, in words."""
    if not judgement.decisions:
        yield "No decisions."
        return
    yield f"{_count(judgement.decisions, 'decision')} on {_count(judgement.cases, 'case')}: {_sums(judgement)}"
    for state, count in judgement.states.items():
        yield f"{_count(count, 'case')} {_STATES[state]}"


def _sums(judgement: "Judgement") -> str:
    outcomes: Mapping[str, int] = judgement.outcomes
    waiting = judgement.decisions - sum(outcomes.values())
    parts = [f"{count:,} {outcome}" for outcome, count in outcomes.items()]
    return ", ".join([*parts, *([f"{waiting:,} waiting"] if waiting else [])])


def _why(judged: "Judged") -> str:
    fate = judged.fate
    if fate is None:
        return ""
    if fate.outcome == "moved":
        return f"its words went from {_range(fate.was)} to {_range(fate.now)}"
    if fate.outcome == "stale":
        look = f"; look at {_range(fate.proposal)}: '{_line(judged.proposed or '')}'" if fate.proposal else ""
        return f"{fate.reason}{look}"
    return f"by {fate.by}: {_line(judged.ruler or '')}".rstrip(": ") if fate.by else ""


def _range(span: "Span | None") -> str:
    return f"{span.start}-{span.end}" if span else "nowhere"


def _line(words: str, longest: int = 200) -> str:
    """One line of the words, that no screen takes for a command."""
    line = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _time(moment: str) -> str:
    return moment.replace("T", " ").partition(".")[0].removesuffix("Z")

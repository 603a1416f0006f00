"""Changes of forms, for people."""

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from models.drift import Drift, FormChange, FormChangeKind

_LONGEST = 70


def drift_lines(drift: Drift) -> Iterator[Text]:
    """What has changed in the form of a source, prompt by prompt, and where the proposed template lies."""
    if drift.template is None:
        yield Text(f"{drift.source}: {drift.pages} pages share a form that no template knows", style="bold")
    else:
        fit = f", which fits {drift.fit:.0%} of the new pages" if drift.fit is not None else ""
        before = f" ({drift.fit_before:.0%} before)" if drift.fit_before is not None else ""
        yield Text(f"{drift.source}: its form is no longer {drift.template}{fit}{before}", style="bold")
    for change in drift.changes:
        yield Text(f"  {_told(change)}, on {change.pages} of {change.seen} pages{_since(change)}")
    if drift.proposal:
        accept = f"casemill template accept {Path(drift.proposal).stem}"
        yield Text(f"  proposed: {drift.proposal}; to use it: {accept}", style="dim")


def _told(change: FormChange) -> str:
    words = f"'{_clipped(change.words)}'"
    told = {
        FormChangeKind.REWORDED: f"{words} is now '{_clipped(change.now or '')}'",
        FormChangeKind.LOST: f"{words} is no longer asked",
        FormChangeKind.ADDED: f"{words} is new",
        FormChangeKind.MOVED: f"section {words} now stands before '{_clipped(change.now or '')}'",
    }
    return told[change.kind]


def _since(change: FormChange) -> str:
    return f" since {change.since[:10]}" if change.since else ""


def _clipped(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"

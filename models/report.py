"""What the commands tell: the shapes of CONTRACT.md beside the record."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import Field

from models.drift import Drift
from models.frozen import Frozen


class SourceCounts(Frozen):
    """What a run met in one source.

    `pages` is the sum of `new`, `changed`, `unchanged` and `quarantined`; `gone` pages were there once, `missing` ones
    are not there tonight but their records stand, `skipped` files are no pages by the source's `include` and `exclude`.
    """

    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    quarantined: int = 0
    skipped: int = 0
    missing: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(**{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields})


class GateVerdict(Frozen):
    """Whether a gate held the release back, and why; `gate` is the source's name, a slash, and what is judged."""

    gate: str
    held: bool
    reason: str


class HeldGate(Frozen):
    """A gate that holds the release back, `since` when (UTC, RFC 3339), and why."""

    gate: str
    since: str
    reason: str


class QuarantinedPage(Frozen):
    """A page that gave no record; `code` is one of docs/findings.md."""

    source: str
    uri: str
    code: str
    message: str


class RunReport(Frozen):
    """What a run did. `records` counts all live records of the store, `findings` those of the sources that ran.

    `release` names the newest release, whether this run made it (`released`) or an earlier one. `quarantine` lists
    at most 100 pages; the counts are in `sources`. `curated` counts the cases that changed by decisions of curators
    while their pages were as before. `drift` says which sources' forms have changed.
    """

    run: str
    sources: Mapping[str, SourceCounts]
    curated: int = 0
    records: int
    released: bool
    release: str | None
    gates: tuple[GateVerdict, ...] = ()
    seconds: float
    findings: Mapping[str, int] = Field(default_factory=dict)
    quarantine: tuple[QuarantinedPage, ...] = ()
    drift: tuple[Drift, ...] = ()

    @property
    def total(self) -> SourceCounts:
        """The sum over all sources."""
        return sum(self.sources.values(), start=SourceCounts())

    @property
    def held(self) -> bool:
        """Whether a gate held the release back."""
        return any(gate.held for gate in self.gates)


class PlannedPage(Frozen):
    """What a run would make of a page: `new`, `changed`, `gone` or `quarantined`; `reason` says why the last."""

    source: str
    uri: str
    state: str
    reason: str | None = None


class Rehearsal(Frozen):
    """What a run would do with each source, and with which pages: at most 1,000 are listed.

    `curated` counts the cases that curators' decisions would change while their pages are as before.
    """

    sources: Mapping[str, SourceCounts]
    pages: tuple[PlannedPage, ...]
    curated: int = 0
    seconds: float

    @property
    def total(self) -> SourceCounts:
        """The sum over all sources."""
        return sum(self.sources.values(), start=SourceCounts())


class PublishReport(Frozen):
    """What `casemill publish` did. `release` names the newest release, whether it was made now (`released`) or before.

    `changes` counts the cases that came (ADD), changed (MOD) and left (DEL); `accepted` names gates that held it back
    and were accepted.
    """

    released: bool
    release: str | None
    records: int
    changes: Mapping[str, int] = Field(default_factory=dict)
    gates: tuple[GateVerdict, ...] = ()
    accepted: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether a gate held the release back."""
        return not self.released and any(gate.held for gate in self.gates)


class RebuildReport(Frozen):
    """What `casemill rebuild` made: of how many `runs`, and how many live `records`, `versions` and `changes`.

    `same`: all is as it was when it was made first. `differs` says in words what is not, `lost` which bytes or lines of
    `raw/` are missing or damaged. `remade` names the releases that had been missing, `release` the newest; `gates` are
    there where one was to be made.
    """

    store: str
    runs: int
    records: int
    versions: int
    changes: int
    same: bool
    differs: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    remade: tuple[str, ...] = ()
    release: str | None = None
    gates: tuple[GateVerdict, ...] = ()
    seconds: float

    @property
    def held(self) -> bool:
        """Whether a gate held a release back."""
        return any(gate.held for gate in self.gates)


class BackupReport(Frozen):
    """What `casemill backup` wrote: `files` of `bytes` in all, of which `written` are not shared with the one before.

    `words` say what is not in it, or should be seen to.
    """

    path: str
    files: int
    written: int
    bytes: int
    words: tuple[str, ...] = ()


class RestoreReport(Frozen):
    """What `casemill restore` brought back of the `backup` of that time; `damaged` files were left out."""

    backup: str
    made_at: str
    files: int
    damaged: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class RunState(StrEnum):
    """How a run ended. `killed`: it left no word of its end."""

    RUNNING = "running"
    DONE = "done"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    KILLED = "killed"


class SourceStatus(Frozen):
    """How a source stands; `last_run` and `due` are UTC in RFC 3339, null where there is none.

    `attention` says in words what a person should look at, `held` which of its gates hold the release back. Of
    curators' decisions so many are `stale`, and so many are `waiting` for the next run or for a page that is gone.
    """

    last_run: str | None
    due: str | None
    records: int
    quarantined: int
    stale: int = 0
    waiting: int = 0
    attention: tuple[str, ...] = ()
    held: tuple[HeldGate, ...] = ()


class PastRun(Frozen):
    """What a run did, over all its sources; `seconds` is null while it runs and where it was killed.

    `curated` counts the cases that curators changed, `release` is the release that it made, or null.
    """

    run: str
    state: RunState
    started_at: str
    seconds: float | None
    counts: SourceCounts
    curated: int = 0
    release: str | None = None


class StatusReport(Frozen):
    """How all sources stand, and the last runs, the newest first; `attention` is for what is of no source."""

    sources: Mapping[str, SourceStatus]
    attention: tuple[str, ...] = ()
    runs: tuple[PastRun, ...] = ()


class Snippet(Frozen):
    """Words of a section with what was searched in them; `highlights` are code point ranges of `text`.

    `section` is the section's key, or null outside any.
    """

    section: str | None
    text: str
    highlights: tuple[tuple[int, int], ...]


class SortOrder(StrEnum):
    """The order of hits: the best first, or those whose newest date is the newest."""

    RELEVANCE = "relevance"
    DATE = "date"


class Hit(Frozen):
    """A case that a query found; `score` is 0 where nothing is to be ranked by."""

    id: str
    title: str
    score: float
    snippets: tuple[Snippet, ...]


class FacetCount(Frozen):
    """How many of all hits bear a value."""

    value: str
    count: int


class SearchResult(Frozen):
    """What a query found, beginning with the hit number `first`; `next` is the cursor of those that follow, or null.

    `notes` say in words what of the query was not taken as it may have been meant.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    next: str | None
    first: int = 1
    notes: tuple[str, ...] = ()

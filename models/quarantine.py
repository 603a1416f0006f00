"""What `casemill quarantine` tells."""

from typing import Literal

from models.frozen import Frozen
from models.report import QuarantinedPage


class HeldPage(QuarantinedPage):
    """A page in quarantine with its history.

    `path` is where its bytes lie and `sha256` their digest, null where it gave none; `trace` where casemill was, if it
    failed. `attempts` counts how often these bytes (or, without any, the page) were tried, `first_at` and `last_at`
    say when; `retried` by what it is tried again: the `next_run`, or a `change` of the bytes, template or casemill.
    """

    sha256: str | None
    path: str | None
    trace: str | None
    attempts: int
    first_at: str
    last_at: str
    retried: Literal["next_run", "change"]


class RetriedPage(Frozen):
    """What came of a page in quarantine: `new`, `changed`, `unchanged` (it has a record now), `quarantined`, or
    `no_bytes`: there is nothing to mill. `code` and `message` say why it stays; null where it does not."""

    source: str
    uri: str
    state: Literal["new", "changed", "unchanged", "quarantined", "no_bytes"]
    code: str | None = None
    message: str | None = None


class RetryReport(Frozen):
    """What `casemill quarantine retry` did, under the name `run`, null where there was nothing to mill."""

    run: str | None
    pages: tuple[RetriedPage, ...]

    @property
    def held(self) -> bool:
        """Whether a page stays in quarantine."""
        return any(page.code for page in self.pages)

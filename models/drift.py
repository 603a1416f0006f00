"""How a source's pages have come to differ from the template they follow."""

from enum import StrEnum

from pydantic import Field

from models.frozen import Frozen


class FormChangeKind(StrEnum):
    """What happened to a prompt or a section of a form."""

    REWORDED = "reworded"
    LOST = "lost"
    ADDED = "added"
    MOVED = "moved"


class FormChange(Frozen):
    """A change of a form: on `pages` of the `seen` new pages, the first of them captured at `since`.

    `section` is the section's heading, `words` the template's prompt or heading, `now` what stands there instead: the
    new wording, or the section before which it stands.
    """

    kind: FormChangeKind
    section: str
    words: str
    now: str | None = None
    pages: int
    seen: int
    since: str | None = None


class Drift(Frozen):
    """What the new pages of a source show of its form.

    `fit` is their mean share of the template, `fit_before` that of the pages known before (null where there are none).
    `proposal` is the file with the template as it would be with the changes; null where it would be the same.
    `template` is null where the pages follow none and share one that was learnt.
    """

    source: str
    template: str | None
    pages: int
    fit: float | None = Field(default=None, ge=0, le=1)
    fit_before: float | None = Field(default=None, ge=0, le=1)
    changes: tuple[FormChange, ...] = ()
    proposal: str | None = None

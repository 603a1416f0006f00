"""An earlier evaluation, kept to see what a change gained and lost."""

from collections.abc import Mapping

from models.frozen import Frozen


class Baseline(Frozen):
    """The F1 of each label (`sectors`: the accuracy), and each page's errors by label and kind, as keys.

    A key is a thing's short name, or a digest where that would tell more of a page than a name.
    """

    labels: Mapping[str, float]
    pages: Mapping[str, Mapping[str, tuple[str, ...]]]


class Shift(Frozen):
    """An error that came or went; `words` are a key where the error went and its words are not known any more."""

    page: str
    label: str
    kind: str
    words: str


class Movement(Frozen):
    """A label's figure in the baseline and now; null where there was or is none."""

    before: float | None
    now: float | None


class Comparison(Frozen):
    """What changed since a baseline, on the pages that it has: errors that went (`gained`) and came (`lost`).

    `added` and `absent` pages are in one of the two only: where there are any, the figures do not speak of the same.
    """

    labels: Mapping[str, Movement]
    gained: tuple[Shift, ...]
    lost: tuple[Shift, ...]
    added: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

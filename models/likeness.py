"""What `casemill similar` prints."""

from models.frozen import Frozen


class Shared(Frozen):
    """Something that both cases have; `kind` is the thing's, `answer` or `word`, `weight` its share in the score."""

    kind: str
    value: str
    weight: float


class Differing(Frozen):
    """What the cases contradict each other in: the case says `here`, the one that resembles it `there`."""

    subject: str
    here: str
    there: str


class SimilarHit(Frozen):
    """A case that resembles another; `score` goes from 0 to 1, `reasons` say why in words, what tells the most first.

    `copy_share` is the share of its words by which it is nearly the same page, null where it is a case of its own.
    """

    id: str
    title: str
    score: float
    reasons: tuple[str, ...]
    shared: tuple[Shared, ...]
    differs: tuple[Differing, ...]
    copy_share: float | None = None


class SimilarResult(Frozen):
    """The cases that resemble the case `id`, the nearest first.

    `more_copies` pages are nearly the same and not among the hits.
    """

    id: str
    title: str
    hits: tuple[SimilarHit, ...]
    more_copies: int = 0

"""Ranges of a text: what holds, touches and is cut from what."""

from collections.abc import Iterable, Iterator, Sequence

from models.document import Span


def holds(outer: Span, inner: Span) -> bool:
    """Whether all of `inner` stands in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def touch(one: Span, other: Span) -> bool:
    """Whether they share a code point."""
    return one.start < other.end and other.start < one.end


def cut(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """The spans without the holes."""
    left = list(spans)
    for hole in holes:
        left = [piece for each in left for piece in _cut(each, hole)]
    return left


def _cut(span: Span, hole: Span) -> Iterator[Span]:
    if not touch(span, hole):
        yield span
        return
    if span.start < hole.start:
        yield Span(start=span.start, end=hole.start)
    if hole.end < span.end:
        yield Span(start=hole.end, end=span.end)


def within(spans: Iterable[Span], outer: Span) -> list[Span]:
    """What of the spans stands in `outer`."""
    parts = ((max(each.start, outer.start), min(each.end, outer.end)) for each in spans)
    return [Span(start=start, end=end) for start, end in parts if start < end]

"""The words around a place of a text."""

from models.document import Span

_BEFORE, _AFTER = 90, 150


def excerpt(text: str, span: Span) -> tuple[str, tuple[int, int]]:
    """A line of words around those at `span`, cut between words and with … where cut, and where in it these stand."""
    start, end = max(0, span.start - _BEFORE), min(len(text), span.end + _AFTER)
    before, after = text[start : span.start], text[span.end : end]
    if start:
        before = "…" + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + "…"
    head, quote, tail = (" ".join(part.split()) for part in (before, text[span.start : span.end], after))
    head += " " if head and before[-1].isspace() else ""
    tail = (" " if tail and after[:1].isspace() else "") + tail
    return head + quote + tail, (len(head), len(head) + len(quote))

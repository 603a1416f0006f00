"""A snippet in pieces, each marked or not."""

from collections.abc import Iterator

from models.report import Snippet


def pieces_of(snippet: Snippet) -> Iterator[tuple[str, bool]]:
    """The snippet's words in order, and whether the query meant them."""
    at = 0
    for start, end in snippet.highlights:
        yield snippet.text[at:start], False
        yield snippet.text[start:end], True
        at = end
    yield snippet.text[at:], False

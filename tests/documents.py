"""Documents made of a few words, and what must hold of every one."""

from collections.abc import Iterator

from extractors.readers import read
from models.capture import Capture
from models.document import Block, BlockKind, Document


def capture(content: str | bytes, uri: str = "case.html", **outside: str) -> Capture:
    content = content.encode() if isinstance(content, str) else content
    return Capture(source="test", uri=uri, content=content, **outside)


def read_page(content: str | bytes, uri: str = "case.html", **outside: str) -> Document:
    return read(capture(content, uri, **outside))


def shown(document: Document, *kinds: BlockKind) -> list[str]:
    return [document.words_of(each) for each in document.blocks if not kinds or each.kind in kinds]


def told(document: Document) -> list[tuple[str, str]]:
    """Each block's kind and words."""
    return [(each.kind.value, document.words_of(each)) for each in document.blocks]


def linked(document: Document) -> list[tuple[str, str]]:
    return [(document.text[each.start : each.end], each.target) for each in document.links]


def assert_lawful(document: Document) -> None:
    document.text.encode()  # no lone surrogates
    assert "\r" not in document.text
    done = 0
    for block in document.blocks:
        assert not document.text[done : block.start].strip()
        words = document.words_of(block)
        assert words
        assert words == words.strip()
        done = block.end
    assert not document.text[done:].strip()
    for link in document.links:
        words = document.text[link.start : link.end]
        assert words
        assert words == words.strip()


def placed(document: Document, source: str) -> Iterator[tuple[Block, str]]:
    """The blocks that know their place in `source`, and what stands there."""
    for block in document.blocks:
        if block.source:
            yield block, source[block.source.start : block.source.end]

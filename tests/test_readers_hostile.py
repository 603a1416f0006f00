"""Pages made to crash a reader or to keep it busy: so large that more than linear time would be felt."""

from contextlib import suppress

import pytest

from extractors.readers import read
from models.errors import PageError
from tests.documents import assert_lawful, capture

ENTITIES = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 20))
NESTED = ["div", "b", "a href=x", "table><tr><td", "ul><li", "nav", "header", "blockquote", "font color=red", "dl><dd"]
SIBLINGS = ["<p>x", "<br>x", "<td>x", "<header>x</header>", "<table><tr><td>x</table>", "<dt>x<dd>y", "<b>x:</b>y<br>"]
PAGES = {
    "divs without end": "<div>" * 100_000 + "words",
    **{f"nested {tag}": f"<h1>Kiln</h1>{f'<{tag}>x ' * 3_000}" for tag in NESTED},
    **{f"many {tag}": f"<h1>Kiln</h1>{tag * 3_000}" for tag in SIBLINGS},
    "a menu, then nesting": f"<nav>{'<a href=x>menu</a> ' * 20}</nav>{'<div>some words, and more words. ' * 3_000}",
    "a headline in headers": "<header>x " * 3_000 + "<h1>Kiln</h1>",
    "a gigantic attribute": f"<p class='{'x ' * 1_000_000}' style='{';' * 100_000}'>words</p>",
    "many attributes": f"<p {' '.join(f'a{number}=1' for number in range(50_000))}>words</p>",
    "names made for backtracking": f"<div class='{'a-' * 50_000}' id='{'nav-' * 50_000}'>words</div>",
    "tags without end": "words" + "<a " * 100_000,
    "quotes without end": "words" + "<a href='" * 50_000,
    "a comment without end": "words" + "<!-- " * 100_000,
    "ampersands": "&" * 100_000 + "words" + "&amp;" * 100_000,
    "entities of entities": f"<?xml version='1.0'?><!DOCTYPE html [{ENTITIES}]><html><body>&l19; words</body></html>",
    "references to no character": "words &#xD800; &#55296; &#0; &#1; &#x110000; &#99999999999;",
    "control characters": "words \x01 \x02 \x1f \x7f \x85",
    "a long word": "x" * 1_000_000,
    "an address without end": f"<a data-cfemail='{'ab' * 100_000}'>words</a>",
    "bold without end": "<p>" + "<b>words<i>" * 3_000,
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_hostile_page_is_read(page):
    document = read(capture(f"<html><body>{page}"))
    assert document.blocks
    assert_lawful(document)


@pytest.mark.parametrize(
    "content",
    [b"<p>words\0 and NULs\0</p>", "<p>\ud800 words</p>".encode("utf-8", "surrogatepass"), b"<p>\xff\xfe\xfd words"],
    ids=["NULs", "lone surrogates", "bytes of no charset"],
)
def test_hostile_bytes_give_a_document_or_a_page_error(content):
    with suppress(PageError):
        assert_lawful(read(capture(content)))

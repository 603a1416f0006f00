"""Pages made to crash a reader or to keep it busy: so large that more than linear time would be felt."""

from contextlib import suppress

import pytest

from extractors.readers import read
from models.errors import PageError
from tests.documents import assert_lawful, capture

ENTITIES = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 20))
SHEET = "<style>.x{direction:rtl} p .x{font-size:0} .x::before{content:'@'}</style>"
NESTED = [
    "div",
    "b",
    "a href=x",
    "table><tr><td",
    "ul><li",
    "nav",
    "header",
    "blockquote",
    "font color=red",
    "dl><dd",
    "bdo dir=rtl",
]
NESTED += ["i style=font-size:0", "noscript", "span class=x"]
SIBLINGS = ["<p>x", "<br>x", "<td>x", "<header>x</header>", "<table><tr><td>x</table>", "<dt>x<dd>y", "<b>x:</b>y<br>"]
PAGES = {
    "divs without end": "<div>" * 100_000 + "words",
    **{f"nested {tag}": f"<h1>Kiln</h1>{SHEET}{f'<{tag}>x ' * 2_000}" for tag in NESTED},
    **{f"many {tag}": f"<h1>Kiln</h1>{tag * 2_000}" for tag in SIBLINGS},
    "a menu, then nesting": f"<nav>{'<a href=x>menu</a> ' * 20}</nav>{'<div>some words, and more words. ' * 2_000}",
    "a headline in headers": "<header>x " * 2_000 + "<h1>Kiln</h1>",
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
    "bold without end": "<p>" + "<b>words<i>" * 2_000,
}


TEXTS = {
    "brackets": "[" * 20_000,
    "links without end": "- [a](" * 20_000,
    "a long line of dashes": "-" * 100_000,
    "a long line": "words " * 50_000,
    "quotes in quotes": "> " * 40 + "a\n" * 1_000,
    "pipes": "|\n" * 10_000,
    "blank lines": "\n" * 50_000,
    "fences": "~~~\n" * 5_000,
    "braces": "{{ {% " * 10_000,
    "stars": "*a **b " * 2_000,
    "an endless header": "---\n" + "key: value\n" * 5_000,
    "a deep header": "---\n" + "- " * 5_000 + "\n---\n",
}


@pytest.mark.parametrize("uri", ["case.md", "case.txt"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_hostile_text_is_read(text, uri):
    document = read(capture(f"words\n\n{text}" if not text.startswith("---") else f"{text}\nwords", uri))
    assert_lawful(document)


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

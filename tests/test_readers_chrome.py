import pytest

from extractors.readers import boilerplate
from models.document import BlockKind
from tests.documents import assert_lawful, read_page, shown
from tests.forms import POLICY, as_html, filled

MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Chapter {n} of the atlas</a></li>" for n in range(8)) + "</ul></nav>"
FOOTER = "<footer><p>The atlas is kept by the <a href='/o'>office of the towns</a>.</p></footer>"
TEASERS = "".join(
    f"<div class='teaser'><a href='/t{n}'>Read also: the mill of village number {n}</a></div>" for n in range(9)
)
STORY = "".join(
    f"<p>In the spring of year {n}, the potters of both towns met at the old kiln, and shared the cost of wood.</p>"
    for n in range(8)
)
PLAIN = {
    "a form": as_html(filled(POLICY)).replace("<p><a href='#top'>Go to top</a></p>", ""),
    "facts": "<h1>Kiln</h1><dl><dt>Budget<dd>5 M</dl><p>Two towns.</p>",
    "links": "<h1>Kiln</h1><ul><li><a href='a'>One</a><li><a href='b'>Two</a></ul><p>Two towns.</p>",
    "short": "<h1>Kiln</h1><p>Two towns.</p>",
}


def site(content: str) -> str:
    return f"<html><body>{MENU}<div>{content}</div>{FOOTER}</body></html>"


def chrome_of(page: str) -> list[str]:
    document = read_page(page)
    assert_lawful(document)
    return shown(document, BlockKind.CHROME)


SIDE = "".join(
    f"<li><a href='/s{n}'>The kiln of town number {n} is cold</a><p>In town {n} nobody fires.</p>" for n in range(5)
)
ANSWER = "<p>One may dry the wood in the loft of the kiln itself, which costs nothing but patience and some room.</p>"
LAYOUTS = {
    "a list of like pages within the text, by its name": (
        f"<h1>Kiln</h1>{STORY}<div class='relatedStories'><h4>More</h4><p>Glazes of old towns</p></div>{STORY}",
        ["More", "Glazes of old towns"],
        [],
    ),
    "a column beside the text": (
        f"<div class='c1'><h1>Kiln</h1>{STORY * 3}</div><div class='c2'><h3>Other towns</h3><ul>{SIDE}</ul></div>",
        ["Other towns", "In town 3 nobody fires."],
        [],
    ),
    "what readers remark, in terms and definitions": (
        f"<div class='post'><h1>Kiln</h1>{STORY}</div><dl id='comments'><dt>Ann said<dd>A fine kiln it is.</dl>",
        ["Ann said", "A fine kiln it is."],
        [],
    ),
    "a menu in a table that lays out the page": (
        "<table><tr><td><a href=a>Towns</a><br><a href=b>Kilns</a><br><a href=c>Glazes</a><br><a href=d>Office</a>"
        f"<td><b>Kiln</b>{STORY}</table>",
        ["Towns\nKilns\nGlazes\nOffice"],
        [],
    ),
    "the imprint": (
        f"<div><h1>Kiln</h1>{STORY}</div><div>© Office of the towns, <a href='/i'>imprint</a></div>",
        ["© Office of the towns, imprint"],
        [],
    ),
    "no answers in the same form as the question": (
        f"<h1>Wood</h1><div class='question'><div class='post-body'>{STORY}</div></div>"
        f"<div id='answers'><h2>2 answers</h2><div class='answer'><div class='post-body'>{ANSWER}</div></div></div>",
        [],
        ["One may dry the wood in the loft of the kiln itself, which costs nothing but patience and some room."],
    ),
    "no title far above the text": (
        f"<div class='hero'><h1>Kiln</h1></div><div class='columns'><div class='text'>{STORY}</div></div>",
        [],
        ["Kiln"],
    ),
    "no facts beside the text": (
        f"<div class='text'><h1>Kiln</h1>{STORY}</div><div class='facts'><table><tr><th>Budget<td>5 M</table>"
        "<p><b>Towns:</b><br>Aveiro</p></div>",
        [],
        ["Budget", "5 M", "Towns:", "Aveiro"],
    ),
    "no short answers among long ones": (
        f"<h1>Kiln</h1><h2>Who?</h2>{STORY}<h2>Cost?</h2><div class='a'><p>n/a</p></div><h2>End?</h2>{STORY}",
        [],
        ["n/a"],
    ),
    "no address": (
        f"<div class='text'><h1>Kiln</h1>{STORY}</div><div class='box'><p>Write to ilda@kiln.example</p></div>",
        [],
        ["Write to ilda@kiln.example"],
    ),
    "no text for a name on the element around all of it": (
        f"<div class='has-breadcrumbs'><div><h2>Kiln</h2>{STORY}</div></div>",
        [],
        ["Kiln"],
    ),
}


@pytest.mark.parametrize(("body", "site_s", "page_s"), LAYOUTS.values(), ids=LAYOUTS)
def test_the_site_is_told_by_place_name_and_links(body, site_s, page_s):
    document = read_page(f"<html><head><title>Kiln</title></head><body>{MENU}{body}</body></html>")
    chrome = shown(document, BlockKind.CHROME)
    assert [words for words in site_s if words not in chrome] == []
    assert [words for words in page_s if words in chrome] == []
    assert sum(words.startswith("In the spring of year") for words in chrome) == 0
    assert_lawful(document)


@pytest.mark.parametrize("page", [PLAIN["facts"], PLAIN["links"], PLAIN["short"], f"<h1>Kiln</h1>{STORY}"])
def test_on_a_page_without_a_site_nothing_is_chrome(page):
    assert chrome_of(page) == []


@pytest.mark.parametrize("page", PLAIN.values(), ids=PLAIN)
def test_a_site_around_a_page_takes_none_of_its_words(page):
    outer = chrome_of(site(""" <p>x</p> """))
    assert [words for words in chrome_of(site(page)) if words not in outer] == chrome_of(page)


def test_what_the_judge_leaves_out_around_the_main_part_is_chrome():
    path = "<div><a href='/n'>Towns of the north</a> &gt; <a href='/k'>Kilns</a></div>"
    page = f"{path}<h1>Kiln</h1>{STORY}<h3>More of the atlas</h3>{TEASERS}"
    words = shown(read_page(site(page)), BlockKind.HEADING, BlockKind.TEXT)
    assert words[0] == "Kiln"
    assert words[-1].startswith("In the spring of year 7")


def test_links_under_a_heading_of_the_page_are_the_page_s():
    page = f"<h1>Kiln</h1><h2>Story</h2>{STORY}<h2>Websites</h2><p><a href='a'>kiln.example</a></p><h2>End</h2>{STORY}"
    assert "kiln.example" in shown(read_page(site(page)), BlockKind.TEXT)


def test_a_judge_that_fails_marks_nothing(monkeypatch):
    def fail(*_: object, **__: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("trafilatura.extract", fail)
    page = f"<h1>Kiln</h1>{STORY}{TEASERS}"
    assert len(chrome_of(site(page))) == 9


def test_no_word_is_lost_by_judging(monkeypatch):
    page = site(f"<h1>Kiln</h1>{STORY}{TEASERS}")
    judged = read_page(page)
    monkeypatch.setattr(boilerplate, "_MOST_MARKUP", 0)
    assert read_page(page).text == judged.text

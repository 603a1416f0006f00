"""What holds of every page that can be read. The oracle parses the page anew and cuts out what is not shown."""

from bs4 import BeautifulSoup, Comment
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.readers import read
from extractors.readers.html import FORMAT
from models.errors import PageError
from tests.documents import assert_lawful, capture, placed

WORDS = st.text("abcdé€ß漢\u200b\xa0 \n\t.:?•-1)<>&\"'=/", min_size=1, max_size=12)
INLINE = ("b", "i", "a href='x'", "span", "strong", "font color=red", "sup")
BLOCK = (
    "p",
    "div",
    "ul",
    "li",
    "h2",
    "table",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "section",
    "nav",
)
UNSHOWN = ("script", "style", "p hidden", "div style='display:none'", "template", "noscript")
PARTS = {tag.split()[0] for tag in (*BLOCK, "html", "body", "br", "button")}
TAGS = st.sampled_from([*INLINE, *BLOCK, *UNSHOWN])
LOOSE = st.sampled_from(
    [
        "<br>",
        "<hr>",
        "&amp;",
        "&nbsp;",
        "&eacute",
        "&#8217;",
        "<!-- c -->",
        "</p>",
        "</div>",
        "<b>",
        "<li>",
        "<td>",
        "<",
        "\n",
    ]
)
WHOLE = st.recursive(
    WORDS.map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>", TAGS, st.lists(inner | LOOSE, max_size=4)
    ),
    max_leaves=25,
)
PAGES = st.lists(WHOLE | WORDS | LOOSE, max_size=8).map("".join)
MARKS = st.sampled_from(
    [
        "# ",
        "\n\n",
        "\n",
        "- ",
        "> ",
        "**",
        "*",
        "_",
        "`",
        "[a](b)",
        "![c](d)",
        "    ",
        "|a|b|\n|-|-|\n",
        "---\n",
        "{{",
        "}}",
        "<b>",
        "~~",
        "1. ",
    ]
)
MARKDOWN = st.lists(MARKS | WORDS, max_size=20).map("".join)
NAMES = st.sampled_from(["a.html", "a.md", "a.txt", "a"])


def visible_words(page: str) -> list[str]:
    soup = BeautifulSoup(page, "lxml")
    for comment in soup.find_all(string=lambda string: isinstance(string, Comment)):
        comment.extract()
    for tag in soup.find_all(["script", "style", "template", "noscript", "head"]):
        tag.extract()
    for tag in soup.find_all(lambda tag: tag.has_attr("hidden") or tag.get("style") == "display:none"):
        tag.extract()
    for tag in soup.find_all(list(PARTS | {"hr"})):
        tag.insert_before("\n")
        tag.insert_after("\n")
    return soup.get_text().split()


@settings(max_examples=300, deadline=None)
@given(PAGES)
@example("<ul><li>a<ul><li>b</ul>c</ul>")
@example("<p>a<b>:</b>b<br><b>c</b><br>d</p>")
def test_every_visible_word_of_html_once_and_in_order(page):
    page = f"<body>{page}"
    try:
        document = read(capture(page))
    except PageError:
        assert not any(character.isalnum() for word in visible_words(page) for character in word)
        return
    assert document.text.split() == visible_words(page)
    assert_lawful(document)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_the_place_of_a_block_holds_its_words(page):
    page = f"<body>{page}"
    if not any(character.isalnum() for word in visible_words(page) for character in word):
        return
    document = read(capture(page))
    for block, source in placed(document, page):
        assert "".join(visible_words(f"<body>{source}")) == "".join(document.words_of(block).split())


@settings(max_examples=200, deadline=None)
@given(MARKDOWN | PAGES, NAMES)
def test_what_is_read_is_lawful_and_read_the_same_again(page, name):
    try:
        document = read(capture(page, name))
    except PageError:
        return
    assert_lawful(document)
    assert read(capture(page, name)) == document


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300) | PAGES.map(str.encode),
    NAMES,
    st.sampled_from([None, "utf-8", "latin-1", "utf-16", "gb2312"]),
)
def test_any_bytes_give_a_document_or_a_page_error(content, name, charset):
    page = capture(content, name, **({"charset": charset} if charset else {}))
    try:
        document = read(page)
    except PageError:
        return
    assert_lawful(document)


def test_the_oracle_reads_html_as_html():
    assert FORMAT.media_type == "text/html"
    assert visible_words("<p>a<b>b</b><br>c<p hidden>d</p><script>e</script>") == ["ab", "c"]

import pytest

from models.document import BlockKind
from tests.documents import assert_lawful, linked, placed, read_page, shown, told

WHITE_SPACE = {
    "runs of white space are one blank": ("<p>two \n\t towns</p>", "two towns"),
    "inline elements add none": ("<p>t<b>o</b>w<i>n</i>s<sup>2</sup></p>", "towns2"),
    "a blank before an element counts once": ("<p>two <b> towns</b> <i>share</i></p>", "two towns share"),
    "comments add none": ("<p>to<!-- x -->wn</p>", "town"),
    "br is a line break": ("<p>one <br> two<br/>three<br></p>", "one\ntwo\nthree"),
    "hard blanks stay": ("<p>5&nbsp;&nbsp;EUR</p>", "5\xa0\xa0EUR"),
    "references are decoded": ("<p>Caf&eacute; &amp; &#8217;s &lt;b&gt; &#x41;&notit;</p>", "Café & ’s <b> A¬it;"),
    "pre stays as it is": ("<pre>\n a\n   b  c\n</pre>", " a\n   b  c"),
    "blocks part words": ("<div>one<div>two</div>three</div>", "one\ntwo\nthree"),
    "cells part words": ("<table><tr><td>one<td>two<tr><td>three</table>", "one\ttwo\nthree"),
    "a word break is none": ("<p>long<wbr>word</p>", "longword"),
    "references to nothing are marked": ("<p>a&#0;b&#xD800;c</p>", "a\ufffdb\ufffdc"),
}
UNSHOWN = [
    "<script>hidden()</script>",
    "<style>hidden {}</style>",
    "<template><p>hidden</p></template>",
    "<noscript><p>hidden</p></noscript>",
    "<p hidden>hidden</p>",
    "<div style='color: red; DISPLAY:none'><p>hidden</p></div>",
    "<div style='visibility: hidden'>hidden</div>",
    "<img alt='hidden' title='hidden'>",
    "<input placeholder='hidden'>",
    "<input value='hidden'>",
    "<input type='hidden' value='hidden'>",
    "<input type='submit' value='hidden'>",
    "<input type='password' value='hidden'>",
    "<input type='checkbox' value='hidden'>",
    "<!-- hidden -->",
    "<iframe>hidden</iframe>",
    "<object>hidden</object>",
    "<svg><title>hidden</title><desc>hidden</desc></svg>",
    "<dialog>hidden</dialog>",
    "<datalist><option>hidden</datalist>",
]
KINDS = {
    "headings": ("<h1>A</h1><h3>B <em>c</em></h3>", [("heading", "A"), ("heading", "B c")]),
    "items": ("<ul><li>a<li><p>b</p></ul>", [("bullet", "a"), ("bullet", "b")]),
    "definitions": ("<dl><dt>Budget<dd>5 M<dd>6 M</dl>", [("label", "Budget"), ("cell", "5 M"), ("cell", "6 M")]),
    "cells": ("<table><tr><th>Budget<td>5 M</table>", [("label", "Budget"), ("cell", "5 M")]),
    "a bold first cell is a label": (
        "<table><tr><td><b>Budget</b><td>5 M</table>",
        [("label", "Budget"), ("cell", "5 M")],
    ),
    "tables that lay out the page": (
        "<table><tr><td><h2>Aims</h2><p>Clay.</p><td>Wood.</table>",
        [("heading", "Aims"), ("text", "Clay."), ("text", "Wood.")],
    ),
    "bare text": (
        "one<div>two<p>three</p>four</div>",
        [("text", "one"), ("text", "two"), ("text", "three"), ("text", "four")],
    ),
    "two line breaks part paragraphs": ("<p>one<br><br>two</p>", [("text", "one"), ("text", "two")]),
    "typed bullets": (
        "<p>We want:<br>• clay<br>• wood</p>",
        [("text", "We want:"), ("bullet", "• clay"), ("bullet", "• wood")],
    ),
    "summaries label what they open": (
        "<details><summary>Costs</summary>5 M</details>",
        [("label", "Costs"), ("text", "5 M")],
    ),
    "a list within a definition": (
        "<dl><dt>Aims<dd><ul><li>clay<li>wood</ul></dl>",
        [("label", "Aims"), ("bullet", "clay"), ("bullet", "wood")],
    ),
    "a bold first row labels its columns": (
        "<table><tr><td><b>Source</b><td><b>Sum</b><tr><td>Town<td>3 M</table>",
        [("label", "Source"), ("label", "Sum"), ("cell", "Town"), ("cell", "3 M")],
    ),
    "legends label what they open": (
        "<fieldset><legend>Costs</legend>5 M</fieldset>",
        [("label", "Costs"), ("text", "5 M")],
    ),
    "headings in items": ("<ul><li><h4>Clay</h4>Red.</ul>", [("heading", "Clay"), ("bullet", "Red.")]),
}
FORMS = {
    "a line of text": ("<p><label for=a>Name</label> <input id=a value='Ilda'>", [("label", "Name"), ("cell", "Ilda")]),
    "a line of text in its label": ("<label>City <input value='Gaia'></label>", [("label", "City"), ("cell", "Gaia")]),
    "several lines": (
        "<label for=a>Aims</label><textarea id=a>Clay.\n\nWood.</textarea>",
        [("label", "Aims"), ("text", "Clay."), ("text", "Wood.")],
    ),
    "a choice": (
        "<label for=a>Land</label><select id=a><option value=''>Choose<option>Spain<option selected>Malta</select>",
        [("label", "Land"), ("text", "Malta")],
    ),
    "nothing chosen": (
        "<p>Land</p><select><option value='' selected>Choose<option>Spain</select>",
        [("text", "Land"), ("chrome", "Choose"), ("chrome", "Spain")],
    ),
    "boxes": (
        "<p>Open? <input type=checkbox checked> Yes <input type=checkbox> No</p>",
        [("text", "Open?"), ("text", "[x] Yes"), ("text", "[ ] No")],
    ),
    "boxes in a cell": (
        "<table><tr><td><b>Open?</b><td><input type=radio> Yes<input type=radio checked> No</table>",
        [("label", "Open?"), ("cell", "( ) Yes"), ("cell", "(x) No")],
    ),
    "boxes that nobody ticked": ("<p><input type=checkbox> Museums</p>", [("text", "Museums")]),
    "a blank form": ("<p><label>Name <input></label><textarea></textarea>", [("text", "Name")]),
}
LABELS = {
    "colon inside": ("<p><b>Budget:</b> 5 M</p>", [("label", "Budget:"), ("text", "5 M")]),
    "colon outside": ("<p><strong>Budget</strong>\xa0: 5 M</p>", [("label", "Budget\xa0:"), ("text", "5 M")]),
    "question": ("<p><b>Who pays?</b> The town.</p>", [("label", "Who pays?"), ("text", "The town.")]),
    "line break": ("<p><b>Budget</b><br>5 M</p>", [("label", "Budget"), ("text", "5 M")]),
    "broken over bold runs": (
        "<p><b>Bud</b><b>get</b> <b>now:</b> 5 M</p>",
        [("label", "Budget now:"), ("text", "5 M")],
    ),
    "several on lines": (
        "<p><b>Budget:</b> 5 M<br><b>Year:</b> 2012<br>or later</p>",
        [("label", "Budget:"), ("text", "5 M"), ("label", "Year:"), ("text", "2012\nor later")],
    ),
    "at the end": ("<p>5 M<br><b>Year:</b></p>", [("text", "5 M"), ("label", "Year:")]),
    "in an item": ("<ul><li><b>Budget:</b> 5 M</ul>", [("label", "Budget:"), ("bullet", "5 M")]),
    "in a cell": ("<table><tr><td><b>Budget:</b> 5 M</table>", [("label", "Budget:"), ("cell", "5 M")]),
    "set bold by style": (
        "<p><span style='font-weight: 700'>Budget:</span> 5 M</p>",
        [("label", "Budget:"), ("text", "5 M")],
    ),
    "an item's first words are none": (
        "<ul><li><b>Clay</b><br>from the river</ul>",
        [("bullet", "Clay\nfrom the river")],
    ),
    "bold within a sentence is none": ("<p><b>Budget</b> is small: 5 M</p>", [("text", "Budget is small: 5 M")]),
}
BROKEN = {
    "unclosed paragraphs": ("<p>one<p>two", ["one", "two"]),
    "closed too often": ("</div><p>one</p></p></div>two", ["one", "two"]),
    "crossing": ("<b><p>one</b>two", ["onetwo"]),
    "a lone less-than": ("<p>1 < 2 <3</p>", ["1 < 2 <3"]),
    "no end of tag": ("<p>one</p><p class='x", ["one"]),
    "items without a list": ("<li>one<li>two", ["one", "two"]),
    "words in a table": ("<table>one<tr>two<td>three</table>", ["one", "two", "three"]),
    "an unclosed script hides the rest": ("<p>one</p><script>two", ["one"]),
    "CDATA is a comment": ("<p>one<![CDATA[two]]></p>", ["one"]),
    "XML declared": ("<?xml version='1.0' encoding='latin-1'?><html><p>é</p></html>", ["é"]),
    "a charset that is not": ("<meta charset='iso-8859-1'><p>é€</p>", ["é€"]),
}
CHROME = {
    "menus": "<nav><ul><li><a href='/'>Home</a></ul></nav>",
    "buttons": "<button>Send</button>",
    "choices": "<select><option>North<option>South</select>",
    "the page's header": "<header><p>The site</p></header>",
    "the page's footer": "<footer>All rights reserved</footer>",
    "side columns": "<aside><p>See also</p></aside>",
    "roles": "<div role='navigation'>Home</div>",
    "cookie banners": "<div id='cookie-banner'>We use cookies</div>",
    "breadcrumbs": "<ol class='breadcrumb small'><li>Home</ol>",
    "skip links": "<a class='skip-link' href='#main'>Skip</a>",
    "footnotes": "<section class='footnotes'><ol><li id='fn1'>Since 1900.</ol></section>",
    "a footnote by role": "<aside role='doc-footnote'>Since 1900.</aside>",
    "old sites' footers": "<div id='footer'>Printed in spring</div>",
}
NO_CHROME = {
    "an article's header": "<article><header>By the potters</header></article>",
    "a section's footer": "<section><footer>Written in spring</footer></section>",
    "facts beside the text": "<aside><dl><dt>Budget<dd>5 M</dl></aside>",
    "what aria hides is seen": "<p aria-hidden='true'>Seen</p>",
    "a heading named so": "<h2 id='menu'>Menu</h2>",
    "what holds the main part": "<div class='sidebar'><main>Words</main></div>",
}


@pytest.mark.parametrize(("page", "text"), WHITE_SPACE.values(), ids=WHITE_SPACE)
def test_words_are_parted_as_a_browser_parts_them(page, text):
    assert read_page(page).text == text


@pytest.mark.parametrize("markup", UNSHOWN)
def test_what_no_reader_sees_is_left_out(markup):
    assert read_page(f"<p>one</p>{markup}<p>two</p>").text == "one\n\ntwo"


@pytest.mark.parametrize(("page", "blocks"), (KINDS | FORMS | LABELS).values(), ids=[*KINDS, *FORMS, *LABELS])
def test_blocks_have_the_kind_that_their_form_says(page, blocks):
    document = read_page(page)
    assert told(document) == blocks
    assert_lawful(document)


@pytest.mark.parametrize(("page", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_markup_loses_nothing(page, words):
    document = read_page(page, media_type="text/html")
    assert shown(document) == words
    assert_lawful(document)


@pytest.mark.parametrize("markup", CHROME.values(), ids=CHROME)
def test_the_site_s_words_are_chrome(markup):
    document = read_page(f"{markup}<main><h1>Kiln</h1><p>Two towns.</p></main>")
    assert shown(document, BlockKind.HEADING, BlockKind.TEXT) == ["Kiln", "Two towns."]
    assert shown(document, BlockKind.CHROME)


@pytest.mark.parametrize("markup", NO_CHROME.values(), ids=NO_CHROME)
def test_the_page_s_words_are_not_chrome(markup):
    assert not shown(read_page(f"{markup}<p>Two towns.</p>"), BlockKind.CHROME)


def test_a_header_with_the_page_s_only_title_is_the_page_s():
    document = read_page("<header><h1>Kiln</h1><p>A lead.</p></header><p>Two towns.</p>")
    assert told(document) == [("heading", "Kiln"), ("text", "A lead."), ("text", "Two towns.")]


def test_levels_and_bold_are_kept():
    page = "<h2>A</h2><p><b>All bold</b> <strong>here</strong></p><ul><li>x<ol><li>y</ol></ul>"
    heading, strong, outer, inner = read_page(page).blocks
    assert (heading.level, strong.strong, outer.level, inner.level) == (2, True, 1, 2)


def test_links_keep_their_words_and_target():
    page = (
        "<p>See <a href=' /kiln '>the <b>kiln</b> </a>, <a href='mailto:a@kiln.example'>us</a>,"
        " <a href='x'><img alt='y'></a><a name='z'>z</a></p>"
    )
    assert linked(read_page(page)) == [("the kiln", "/kiln"), ("us", "mailto:a@kiln.example")]


def test_a_link_over_blocks_is_one_for_each():
    page = "<a href='/k'><h2>Kiln</h2><p>Two towns.</p></a>"
    assert linked(read_page(page)) == [("Kiln", "/k"), ("Two towns.", "/k")]


def test_a_protected_address_is_shown():
    code = "2a" + "".join(f"{byte ^ 0x2A:02x}" for byte in b"kiln@town.example")
    shielded = f"<span data-cfemail='{code}'>[email protected]</span>"
    page = f"<p>Write <a href='/cdn-cgi/l/email-protection#{code}'>{shielded}</a>.</p>"
    document = read_page(page)
    assert document.text == "Write kiln@town.example."
    assert linked(document) == [("kiln@town.example", "mailto:kiln@town.example")]
    assert next(words for _, words in placed(document, page)).endswith("[email protected]</span></a>.")


@pytest.mark.parametrize("code", ["", "2", "zz", "2a", "2a2b"])
def test_a_damaged_protection_keeps_its_words(code):
    assert read_page(f"<p>Write <span data-cfemail='{code}'>to us</span></p>").text == "Write to us"


def test_blocks_know_their_place_in_the_source():
    page = (
        "<!-- Kiln --><title>Kiln</title><script>var a = '<p>Kiln</p>';</script>\n"
        "<h1 title='a > b'>The&nbsp;<i>Kiln</i></h1>"
        "<p hidden>Kiln</p><p>Caf&eacute; &amp; kiln<br>Now: <b>open</b></p><p>&laquo;&nbsp;Kiln&nbsp;&raquo;</p>"
    )
    assert [words for _, words in placed(read_page(page), page)] == [
        "The&nbsp;<i>Kiln",
        "Caf&eacute; &amp; kiln<br>Now: <b>open",
        "&laquo;&nbsp;Kiln&nbsp;&raquo;",
    ]


def test_where_the_parser_sees_other_words_no_place_is_told_there():
    page = "<p>before</p><svg><![CDATA[differs]]></svg><p>after</p>"
    for block, words in placed(read_page(page), page):
        assert read_page(page).words_of(block) == words


@pytest.mark.parametrize(
    ("head", "title", "language"),
    [
        ("<html lang='fr-CA'><title> Le \n four </title>", "Le four", "fr-CA"),
        ("<html xml:lang=en_GB><title>Kiln | Site</title><meta property='og:title' content='Kiln'>", "Kiln", "en-GB"),
        ("<title>Kiln</title><meta property='og:title' content='Another'>", "Kiln", None),
        ("<meta property='og:title' content='Kiln'>", "Kiln", None),
        ("<html lang=''><title></title>", None, None),
        ("<svg><title>A drawing</title></svg>", None, None),
    ],
)
def test_title_and_language_are_the_page_s_own(head, title, language):
    document = read_page(f"{head}<body><p>Words</p>", media_type="text/html")
    assert (document.title, document.language) == (title, language)


def test_front_matter_stands_before_an_html_page():
    page = "---\ntitle: The kiln\nlang: fr\n---\n<html lang='en'><title>Other</title><h2>But</h2><p>Deux villes.</p>"
    document = read_page(page)
    assert (document.title, document.language) == ("The kiln", "fr")
    assert [each.header for each in document.blocks] == [True] * 4 + [False] * 2
    assert [words for _, words in placed(document, page)] == ["But", "Deux villes."]


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "section", "a href=x", "font"])
def test_deep_nesting_is_read(tag):
    document = read_page(f"{f'<{tag}>' * 2000}<p>deep</p>")
    assert shown(document) == ["deep"]

from itertools import pairwise

import pytest

from extractors.readers.frontmatter import header_of
from models.document import BlockKind
from tests.documents import assert_lawful, linked, read_page, shown, told

WORDS = {
    "emphasis": ("Two *towns* **share** ~~an~~ `old` kiln", "Two towns share an old kiln"),
    "line breaks stay": ("Two towns\nshare  \na\\\nkiln", "Two towns\nshare\na\nkiln"),
    "references": ("Caf&eacute; &#8217;s \\*kiln\\*", "Café ’s *kiln*"),
    "images": ("Before ![a kiln](kiln.png) after", "Before after"),
    "inline HTML": ("Two <span style='color:red'>to<b>wn</b>s</span><!-- x -->", "Two towns"),
    "unclosed HTML": ("Two <b>towns\n\nshare", "Two towns\n\nshare"),
    "HTML blocks": ("<div>\n<p>Two</p>\n<script>x</script>\n</div>\n\ntowns", "Two\n\ntowns"),
    "fences": ("```\n a  *b*\n```", " a  *b*"),
    "footnotes": ("Two towns[^1] share [@kiln].\n\n[^1]: Word", "Two towns[^1] share [@kiln].\n\n[^1]: Word"),
    "Hugo": (
        'A {{< figure src="a.png" >}} {{<b alt="<i>x</i>">}}',
        'A {{< figure src="a.png" >}} {{<b alt="<i>x</i>">}}',
    ),
    "Jekyll": ('{% include a.html b="*c*" %} {{ site.base_url }}', '{% include a.html b="*c*" %} {{ site.base_url }}'),
    "attributes": (
        "# Kiln {#kiln}\n\n![x](y){width=50%} Two [towns](z){.a b='c d'}\n\n{: .lead #x }",
        "Kiln\n\nTwo towns",
    ),
    "sets": ("The set {x=1} and {.5} {a}", "The set {x=1} and {.5} {a}"),
    "open braces": ("{{ {% {{< x", "{{ {% {{< x"),
    "zero width": ("\u200bTwo\ufeff **\u200btowns**\u2060", "\u200bTwo\ufeff \u200btowns\u2060"),
    "a bare address": ("Write to kiln@town.example", "Write to kiln@town.example"),
    "less than": ("1 < 2 and <3", "1 < 2 and <3"),
}
KINDS = {
    "headings": ("# A\n\nB\n=\n\nC :\n-----\n\n### D ###", ["A", "B", "C :", "D"], BlockKind.HEADING),
    "bullets": ("- a\n- b\n  b\n\n1. c\n2) d", ["a", "b\nb", "1. c", "2) d"], BlockKind.BULLET),
    "labels": (
        "**Budget:** 5 M\n\n**Year**\n2012\n\n__Place__ : Ghent",
        ["Budget:", "Year", "Place :"],
        BlockKind.LABEL,
    ),
    "tables": ("| Budget | Year |\n|---|---|\n| 5 M | 2012 |", ["5 M", "2012"], BlockKind.CELL),
    "typed bullets": ("We want:\n• clay\n• wood", ["• clay", "• wood"], BlockKind.BULLET),
    "text": ("> quoted\n\n<dl><dd>x</dl>\n\n**all bold**", ["quoted", "all bold"], BlockKind.TEXT),
}


@pytest.mark.parametrize(("page", "text"), WORDS.values(), ids=WORDS)
def test_markup_goes_and_words_stay(page, text):
    document = read_page(page, "kiln.md")
    assert document.text == text
    assert_lawful(document)


@pytest.mark.parametrize(("page", "words", "kind"), KINDS.values(), ids=KINDS)
def test_blocks_have_the_kind_that_their_form_says(page, words, kind):
    assert shown(read_page(page, "kiln.md"), kind) == words


def test_levels_and_bold_are_kept():
    heading, bold, outer, inner = read_page("### A\n\n**All bold**\n\n- x\n    - y", "kiln.md").blocks
    assert (heading.level, bold.strong, outer.level, inner.level) == (3, True, 1, 2)


def test_links_of_every_sort_are_kept():
    page = (
        "[The *kiln*](https://kiln.example/a_b) <mailto:a@kiln.example> <b@kiln.example> [two][t]\n"
        "<a href='/c'>three</a> [![x](y)](z)\n\n[t]: /two 'Two'\n"
    )
    assert linked(read_page(page, "kiln.md")) == [
        ("The kiln", "https://kiln.example/a_b"),
        ("mailto:a@kiln.example", "mailto:a@kiln.example"),
        ("b@kiln.example", "mailto:b@kiln.example"),
        ("two", "/two"),
        ("three", "/c"),
    ]


@pytest.mark.parametrize("depth", [1, 10, 28, 29, 30, 31, 58, 59, 60, 61, 200, 5000])
@pytest.mark.parametrize("page", ["{marks}deep", "{marks}deep\n\nafter"])
def test_no_nesting_loses_words(depth, page):
    for mark in ("> ", "- ", "1. "):
        text = read_page(page.format(marks=mark * depth), "kiln.md").text
        assert text.split()[-1] == page.split()[-1].removeprefix("{marks}")
        assert "deep" in text


@pytest.mark.parametrize("depth", [5, 50, 150])
def test_no_list_is_too_deep(depth):
    text = read_page("".join(f"{'  ' * level}- item{level}\n" for level in range(depth)), "kiln.md").text
    assert [f"item{level}" in text for level in range(depth)] == [True] * depth


def test_a_shortcode_that_never_ends_costs_no_time():
    assert read_page("{{" * 50_000 + " words", "kiln.md").text.endswith("words")


MATTER = """---
title: 'The kiln&#8217;s  fire'
Lang: fr
opened: 2012-05-31 10:00:00 +0200
answer: yes
empty: ''
nothing:
partners:
  - /towns/ghent
  - name: Arles
    share: 0.50
notes: |
  One.

  Two & three.
---
Body
"""
FACTS = [
    ("title", "The kiln’s  fire"),
    ("Lang", "fr"),
    ("opened", "2012-05-31 10:00:00 +0200"),
    ("answer", "yes"),
    ("partners", "/towns/ghent"),
    ("name", "Arles"),
    ("share", "0.50"),
    ("notes", "One.\n\nTwo & three."),
]


def test_front_matter_becomes_labels_and_cells_as_written():
    document = read_page(MATTER, "kiln.md")
    pairs = [
        (document.words_of(key), document.words_of(value))
        for key, value in pairwise(document.blocks)
        if (key.kind, value.kind, key.header) == (BlockKind.LABEL, BlockKind.CELL, True)
    ]
    assert pairs == FACTS
    assert told(document)[-1] == ("text", "Body")
    assert_lawful(document)


def test_keys_of_front_matter_know_their_depth():
    blocks = read_page(MATTER, "kiln.md").blocks
    assert [each.level for each in blocks if each.kind is BlockKind.LABEL] == [1, 1, 1, 1, 1, 1, 1, 3, 3, 1]


def test_front_matter_names_title_and_language():
    document = read_page(MATTER, "kiln.md")
    assert (document.title, document.language) == ("The kiln’s fire", "fr")


BROKEN = {
    "a colon in a value": "title: The kiln: a fire\nyear: 2012",
    "a tab": "title: The kiln\n\tyear: 2012",
    "braces": "title: The kiln\nyear: {{ page.year }}: x",
    "an unclosed quote": "title: 'The kiln\nyear: 2012",
    "nested without end": f"title: The kiln\nyear: {'[' * 5000}",
    "a character beyond Unicode": 'title: The kiln\nyear: "\\U00110000"',
}


@pytest.mark.parametrize("matter", BROKEN.values(), ids=BROKEN)
def test_broken_front_matter_is_plain_text(matter):
    document = read_page(f"---\n{matter}\n---\nBody", "kiln.md")
    header = "\n".join(document.words_of(each) for each in document.blocks if each.header)
    assert header.split() == matter.split()
    assert document.title.startswith("The kiln")
    assert told(document)[-1] == ("text", "Body")
    assert_lawful(document)


@pytest.mark.parametrize(
    "page",
    [
        "---\n\nJust words\n\n---\nBody",
        "---\ntitle: Kiln\n\nBody",
        " ---\ntitle: Kiln\n---\n",
        "---\n- a\n- b\n---\nBody",
        "Body",
    ],
)
def test_dashes_alone_are_no_front_matter(page):
    assert header_of(page).end == 0


@pytest.mark.parametrize("page", ["---\n---\nBody", "---\n\n---\nBody", "---\n# only a comment\n---\nBody"])
def test_front_matter_may_say_nothing(page):
    assert shown(read_page(page, "kiln.md"))[-1] == "Body"


def test_aliases_are_not_unfolded():
    bombs = "a: &a [x, x]\n" + "\n".join(
        f"{new}: &{new} [*{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len(read_page(f"---\n{bombs}\n---\nBody", "kiln.md").text) < 200


def test_lone_surrogates_become_marks():
    assert "\ufffd" in read_page('---\na: "\\0b"\n---\nBody', "kiln.md").text


def test_toml_between_pluses_is_front_matter():
    matter = 'title = "Verges"\ndate = 2022-08-11\ntags = ["mowing", "bees"]\n[cover]\n  image = "a.jpg"\n'
    source = f"+++\n{matter}+++\n\nGrass.\n"
    document = read_page(source, "a.md")
    assert document.title == "Verges"
    assert document.text == "title\tVerges\ndate\t2022-08-11\ntags\n  mowing\n  bees\ncover\n  image\ta.jpg\n\nGrass."


def test_a_title_may_be_called_so_in_other_languages():
    document = read_page("---\ntitel: Kiez\n---\n\nHallo.\n", "a.md")
    assert document.title == "Kiez"

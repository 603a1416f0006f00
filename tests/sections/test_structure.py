import pytest

from extractors.readers import read
from extractors.sections.outline import split
from models.outline import Outline, Role
from tests.forms import capture


def outline_of(page: str, uri: str) -> Outline:
    return split(read(capture(page, uri)), {}, name=uri, language="en")


def headings(outline: Outline) -> list[str]:
    return [section.heading for section in outline.sections if section.heading]


def pairs(outline: Outline) -> list[tuple[str, str, str]]:
    return [(section.heading, pair.question, pair.answer) for section in outline.sections for pair in section.pairs]


HEADED = {
    "mill.html": (
        "<h1>The Mill</h1><p>By the weir.</p><h2>Aim</h2><p>Flour.</p><h3>Detail</h3><p>Rye.</p>"
        "<h2>Means</h2><p>Water.</p>"
    ),
    "mill.md": "# The Mill\n\nBy the weir.\n\n## Aim\n\nFlour.\n\n### Detail\n\nRye.\n\n## Means\n\nWater.\n",
    "numbered.txt": "The Mill\n\nBy the weir.\n\n1. Aim\n\nFlour.\n\nDetail: rye.\n\n2. Means\n\nWater.\n",
    "isolated.txt": (
        "The Mill\n\nBy the weir, a mile from the town.\n\nAim\n\nFlour for the bakers of the valley, and bread.\n\n"
        "Means\n\nWater, which is free, and a miller, who is not.\n"
    ),
    "bold.html": "<h1>The Mill</h1><p><b>Aim</b></p><p>Flour for all.</p><p><b>Means</b></p><p>Water and a miller.</p>",
}


@pytest.mark.parametrize("uri", HEADED)
def test_sections_are_the_topmost_headings_however_they_are_written(uri):
    outline = outline_of(HEADED[uri], uri)
    assert (outline.title, headings(outline)) == ("The Mill", ["Aim", "Means"])


def test_headings_that_ask_are_prompts():
    page = "# Mill\n\nA lead.\n\n### What is it for?\n\nFlour.\n\n### Please list your partners.\n\n- Ana\n- Bo\n"
    outline = outline_of(page, "mill.md")
    assert pairs(outline) == [("", "What is it for?", "Flour."), ("", "Please list your partners.", "Ana\nBo")]
    assert [(each.key, each.heading, each.text) for each in outline.sections[:1]] == [("lead", "", "A lead.")]


def test_a_page_without_headings_is_one_section():
    (section,) = outline_of("<title>Mill</title><p>Flour for all.</p><p>And rye.</p>", "mill.html").sections
    assert (section.key, section.heading, section.text) == ("lead", "", "Flour for all.\n\nAnd rye.")


def test_a_heading_of_that_name_keeps_the_key_of_the_lead_apart():
    page = "# Mill\n\nBefore.\n\n## Lead\n\nOf the roof.\n\n## Means\n\nWater.\n"
    assert [each.key for each in outline_of(page, "mill.md").sections] == ["lead_0", "lead", "means"]


def test_questions_under_a_section_belong_to_it():
    page = "# Mill\n\n## Aim\n\nFlour.\n\n## Questions\n\n### Who works there?\n\nTwo.\n\n### Since when?\n\n1890.\n"
    outline = outline_of(page, "mill.md")
    assert headings(outline) == ["Aim", "Questions"]
    assert [each[0] for each in pairs(outline)] == ["Questions", "Questions"]


def test_one_question_among_headings_is_a_heading_like_them():
    page = "# Mill\n\n## Aim\n\nFlour.\n\n## Why rye?\n\nIt grows.\n\n## Means\n\nWater.\n"
    assert headings(outline_of(page, "mill.md")) == ["Aim", "Why rye?", "Means"]


def test_lines_that_ask_are_prompts_where_the_page_is_a_form():
    page = (
        "The Mill\n\n1. Aim\n\nWhat is ground here?\n\nRye.\n\nHow much of it?\n\nA ton.\n\n"
        "2. Means\n\nWho pays?\n\nUnknown\n"
    )
    assert pairs(outline_of(page, "mill.txt")) == [
        ("Aim", "What is ground here?", "Rye."),
        ("Aim", "How much of it?", "A ton."),
        ("Means", "Who pays?", "Unknown"),
    ]


def test_a_rhetorical_question_in_prose_is_no_prompt():
    page = "# Mill\n\n## Aim\n\nFlour.\n\nWhy?\n\nBecause of bread.\n\n## Means\n\nWater.\n"
    assert pairs(outline_of(page, "mill.md")) == []


def test_labels_of_a_definition_list_are_prompts():
    page = (
        "<h1>Mill</h1><h2>Facts</h2><dl><dt>Owner</dt><dd>The village</dd><dt>E-mail</dt><dd>m@mill.example</dd></dl>"
    )
    assert pairs(outline_of(page, "mill.html")) == [
        ("Facts", "Owner", "The village"),
        ("Facts", "E-mail", "m@mill.example"),
    ]


LABELLED = {
    "bold.md": "## Facts\n\n**Owner:** the village\n\n**Built:** 1890\n\n**Power:** water\n",
    "plain.txt": "1. Facts\n\nOwner: the village\n\nBuilt: 1890\n\nPower: water\n\n2. Rest\n\nNone of it.\n",
}


@pytest.mark.parametrize("uri", LABELLED)
def test_three_labels_with_values_are_prompts(uri):
    found = [(question.rstrip(":"), answer) for _, question, answer in pairs(outline_of(LABELLED[uri], uri))]
    assert found == [("Owner", "the village"), ("Built", "1890"), ("Power", "water")]


def test_how_to_reach_somebody_is_no_form():
    page = "1. Contact\n\nE-mail: m@mill.example\n\nPhone: 555 0100\n\nAddress: 1 Weir Lane\n\n2. Rest\n\nNone.\n"
    assert pairs(outline_of(page, "mill.txt")) == []


def test_a_label_with_nothing_under_it_is_a_blank_prompt():
    outline = outline_of("# Mill\n\n## Aim\n\nFlour.\n\nSponsor:\n\n## Means\n\nWater.\n", "mill.md")
    assert [(pair.question, pair.state) for section in outline.sections for pair in section.pairs] == [
        ("Sponsor:", "blank")
    ]


def test_front_matter_gives_fields_and_the_title():
    outline = outline_of("---\ntitle: The Mill\nsponsor: The village\n---\n## Aim\n\nFlour.\n", "mill.md")
    assert outline.title == "The Mill"
    assert [(each.label, each.value) for each in outline.fields] == [("title", "The Mill"), ("sponsor", "The village")]


def test_a_page_without_any_structure_is_all_lead():
    outline = outline_of("the river was high that spring, and nobody had counted on it.\n", "note.txt")
    assert [each.key for each in outline.sections] == ["lead"]
    assert [region.role for region in outline.regions] == [Role.LEAD]

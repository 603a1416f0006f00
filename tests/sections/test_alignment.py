import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.folding import fold
from extractors.readers import read
from extractors.sections.catalogue import load_templates
from extractors.sections.outline import split
from models.outline import Outline
from models.vocabulary import PairState
from tests.forms import POLICY, Form, as_html, as_text, capture, filled

REWORDED = {
    "actors_of_cluster": "Which actors make up the cluster?",
    "conditions_of_replication": "Under what conditions would that be possible?",
}
WRITINGS = {
    "as the site has it": lambda form: as_text(form),
    "without numbers": lambda form: as_text(form, numbered=False),
    "answers on the next line": lambda form: as_text(form, joint="\n"),
    "answers on the same line": lambda form: as_text(form, joint=" "),
    "prompts broken over lines": lambda form: as_text(form, wrap=40),
}
DISTURBED = {
    "whole": lambda form: form,
    "two prompts reworded": lambda form: form.reworded(REWORDED),
    "a section missing": lambda form: form.without("role_of_private_sector"),
    "two sections swapped": lambda form: form.swapped("role_of_government", "replication_potential"),
    "all of it": lambda form: (
        form.reworded(REWORDED).without("role_of_private_sector").swapped("role_of_government", "replication_potential")
    ),
}


def outline_of(page: str, uri: str = "kiln.txt") -> Outline:
    return split(read(capture(page, uri)), load_templates(), name=uri, language="en")


def found(outline: Outline) -> list[tuple[str, str, str]]:
    return [
        (section.key, pair.key, fold(pair.answer))
        for section in outline.sections
        for pair in section.pairs
        if pair.state is not PairState.MISSING
    ]


def expected(form: Form) -> list[tuple[str, str, str]]:
    return [(section, prompt, fold(answer)) for section, prompt, answer in form.answers()]


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("disturbance", DISTURBED)
def test_every_pair_is_found_in_text(writing, disturbance):
    form = DISTURBED[disturbance](filled())
    assert found(outline_of(WRITINGS[writing](form))) == expected(form)


@pytest.mark.parametrize("disturbance", DISTURBED)
def test_every_pair_is_found_in_html_without_numbers(disturbance):
    form = DISTURBED[disturbance](filled())
    assert found(outline_of(as_html(form), "kiln.html")) == expected(form)


def test_a_prompt_that_stands_in_three_sections_is_told_apart_by_its_place():
    form = filled().without("role_of_private_sector")
    financing = [each for each in found(outline_of(as_text(form, numbered=False))) if each[1].endswith("financing")]
    assert [each[:2] for each in financing] == [
        ("role_of_government", "government_financing"),
        ("finance_model", "financing"),
    ]


def test_states_and_typed_values_follow_the_words():
    pairs = {each.key: each for section in outline_of(as_text(filled())).sections for each in section.pairs}
    assert pairs["part_of_cluster"].value == "yes"
    assert pairs["other_clusters"].value == "no"
    assert [pairs[key].state for key in ("relevant_policies", "private_financing", "financing")] == [
        "unknown",
        "unknown",
        "answered",
    ]


def test_a_prompt_that_the_page_lacks_is_missing_and_said_so():
    page = as_text(filled()).replace(POLICY.sections[1].prompts[2].text, "")
    outline = outline_of(page)
    missing = [pair.key for section in outline.sections for pair in section.pairs if pair.state is PairState.MISSING]
    assert missing == ["actors_of_cluster"]
    assert [each.code for each in outline.findings] == ["missing_prompt"]


def test_a_missing_section_is_a_finding():
    outline = outline_of(as_text(filled().without("contact")))
    assert [(each.code, "Contact" in each.message) for each in outline.findings] == [("missing_section", True)]


def test_menus_above_the_title_are_unaccounted_for():
    page = as_html(filled()).replace("<h1>", "<p>Members area</p><h1>")
    outline = outline_of(page, "kiln.html")
    assert [each.code for each in outline.findings] == ["unaccounted_text"]
    assert "'Members area'" in outline.findings[0].message


def test_a_page_of_another_form_is_not_forced_into_a_template():
    outline = outline_of("A Walk\n\n1. Route\n\nAlong the canal and back.\n\n2. Food\n\nSoup at the mill.\n")
    assert outline.template is None
    assert [section.heading for section in outline.sections] == ["Route", "Food"]
    assert outline.findings == ()


answers = st.text(alphabet="abcdefghij klmnop.,;\n", min_size=1, max_size=200).filter(lambda words: fold(words))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_answer_upsets_the_alignment(data):
    form = filled()
    texts = {key: data.draw(answers) for _, key, _ in form.answers()}
    page = as_text(form)
    for _, key, answer in form.answers():
        page = page.replace(f"\n\n{answer}\n\n", f"\n\n{texts[key]}\n\n", 1)
    outline = outline_of(page)
    assert [each[:2] for each in found(outline)] == [each[:2] for each in expected(form)]


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(POLICY.sections), dropped=st.sets(st.sampled_from(POLICY.sections), max_size=3))
def test_regions_are_ordered_disjoint_and_cover_all_words(order, dropped):
    form = filled()
    for section in dropped:
        form = form.without(section.key)
    outline = outline_of(as_text(form))
    text = read(capture(as_text(form))).text
    ends = [0]
    for region in outline.regions:
        assert ends[-1] <= region.start < region.end <= len(text)
        assert not text[ends[-1] : region.start].strip()
        ends.append(region.end)
    assert not text[ends[-1] :].strip()
    assert order

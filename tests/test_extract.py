"""Laws of the whole way from bytes to record, by rules alone."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.toolkit import load_toolkit
from models.capture import Capture
from models.errors import PageError, UnknownNameError
from models.record import CaseRecord
from models.vocabulary import PairState
from tests.forms import as_html, as_text, capture, filled

TOOLKIT = load_toolkit()
ENTITIES = ("actors", "events", "persons", "contacts", "places", "dates", "amounts", "instruments")
FORM = filled()
MARKDOWN = (
    "---\ntitle: Le four du quai\ndate: 2019-05-02\nsponsor: Ville de Brest\n---\n\n## Contexte\n\n"
    "La [Région Bretagne](https://bretagne.example) verse 20 000 € en mai 2019.\n\n## Contact\n\n"
    "Ilda (at) four.example\n"
)
PAGES = {"kiln.txt": as_text(FORM), "kiln.html": as_html(FORM), "four.md": MARKDOWN}


def record_of(page: str, uri: str) -> CaseRecord:
    return extract(capture(page, uri), TOOLKIT)


def assert_lawful(record: CaseRecord) -> None:
    text = record.text
    mentions = [each for kind in ENTITIES for thing in getattr(record, kind) for each in thing.mentions]
    keys = {section.key for section in record.sections}
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.quote
        assert mention.section is None or mention.section in keys
    for section in record.sections:
        assert 0 <= section.span.start <= section.span.end <= len(text)
        for pair in section.pairs:
            assert (pair.span is None) == (pair.state is PairState.MISSING)
    coverage = record.coverage
    assert coverage.characters == sum(not character.isspace() for character in text)
    assert coverage.characters == coverage.used + coverage.boilerplate + coverage.unaccounted


@pytest.mark.parametrize("uri", PAGES)
def test_every_quote_stands_where_it_says_and_every_character_is_counted_once(uri):
    record = record_of(PAGES[uri], uri)
    assert_lawful(record)
    assert CaseRecord.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("uri", PAGES)
def test_the_same_page_gives_the_same_bytes(uri):
    one = extract(capture(PAGES[uri], uri), TOOLKIT)
    turned = replace(TOOLKIT, templates=dict(reversed(TOOLKIT.templates.items())))
    other = extract(capture(PAGES[uri], uri), turned)
    assert one.model_dump_json() == other.model_dump_json()


def test_the_forms_own_words_are_no_things_of_the_case():
    empty = as_text(filled())
    for _, _, answer in FORM.answers():
        empty = empty.replace(f"\n\n{answer}\n\n", "\n\nUnknown\n\n", 1)
    record = record_of(empty, "kiln.txt")
    asked = {"knowledge institutions", "government", "private actors", "cluster organization", "schools"}
    named = {
        name.casefold()
        for kind in ("actors", "instruments", "events")
        for each in getattr(record, kind)
        for name in each.names
    }
    assert not asked & named


def test_a_changed_page_keeps_its_id_and_another_source_has_another():
    page = PAGES["kiln.txt"]
    changed = page.replace("Unknown", "Nobody", 1)
    assert record_of(page, "kiln.txt").id == record_of(changed, "kiln.txt").id
    elsewhere = Capture(source="other", uri="kiln.txt", content=page.encode())
    assert extract(elsewhere, TOOLKIT).id != record_of(page, "kiln.txt").id


def test_the_address_is_tied_to_whom_the_sentence_names():
    record = record_of(PAGES["kiln.txt"], "kiln.txt")
    assert [(each.value, each.person, each.mentions[0].quote) for each in record.contacts] == [
        ("ilda.reis@kiln.example", "Ilda Reis", "ilda.reis(at)kiln.example")
    ]


def test_front_matter_is_author_s_and_its_labels_are_not():
    record = record_of(MARKDOWN, "four.md")
    assert [each.label for each in record.fields] == ["title", "date", "sponsor"]
    assert "2019-05-02" in [each.value for each in record.dates]
    assert record.language == "fr"


def test_a_named_template_is_used_whatever_its_fit_and_an_unknown_one_is_refused():
    page = Capture(source="test", uri="note.txt", content=b"A note.\n", template="ecia_policy_case")
    record = extract(page, TOOLKIT)
    assert record.template is not None
    assert {each.code for each in record.findings} >= {"missing_section"}
    with pytest.raises(UnknownNameError, match="no template is called carnet; known: ecia_policy_case"):
        extract(Capture(source="test", uri="note.txt", content=b"A note.\n", template="carnet"), TOOLKIT)


def test_a_record_is_what_its_schema_says():
    jsonschema = pytest.importorskip("jsonschema")
    for uri, page in PAGES.items():
        plain = json.loads(record_of(page, uri).model_dump_json())
        jsonschema.validate(plain, CaseRecord.model_json_schema(mode="serialization"))


@settings(max_examples=60, deadline=None)
@given(
    content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode),
    suffix=st.sampled_from(["txt", "md", "html"]),
)
def test_any_bytes_give_a_lawful_record_or_a_page_error(content, suffix):
    try:
        record = extract(Capture(source="test", uri=f"page.{suffix}", content=content), TOOLKIT)
    except PageError:
        return
    assert_lawful(record)


words = st.sampled_from(
    [
        "The",
        "City",
        "of",
        "Ghent",
        "paid",
        "EUR 5,000",
        "in May 2014",
        "to",
        "Dr. Ana Lima",
        "(at)",
        "a.b@c.example",
        "\n\n",
        "chambers of commerce",
        "and",
        "SMEs",
        "for",
        "a workshop",
        ".",
        ",",
        "1. Aim",
        "Unknown",
        "?",
        "•",
        "Why?",
        ":",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=60))
def test_any_mix_of_words_gives_a_lawful_record(parts):
    try:
        assert_lawful(record_of(" ".join(parts), "mix.txt"))
    except PageError:
        assert not any(character.isalnum() for character in " ".join(parts))

import json

import pytest

from extractors.entities.taught.index import index_of
from extractors.entities.taught.telling import tells_name, tells_phrase
from extractors.extract import extract
from extractors.toolkit import Toolkit, load_toolkit
from models.capture import Capture
from models.curator_vocabulary import CuratorVocabulary, Origin, Rejection, Term
from models.record import CaseRecord
from models.vocabulary import Kind, Sector
from tests.forms import as_html, capture, filled

ORIGIN = Origin(decision="d", case="c", by="Ada", at="2026-01-01T00:00:00Z")


def term(thing: Kind, name: str, *aliases: str, **facts: object) -> Term:
    return Term(thing=thing, name=name, aliases=aliases, cases=1, origins=(ORIGIN,), **facts)


def rejection(thing: Kind, name: str) -> Rejection:
    return Rejection(thing=thing, name=name, cases=2, origins=(ORIGIN, ORIGIN))


GUILD = term(Kind.ACTOR, "Mélèze Vif", "MV", sector=Sector.CIVIL_SOCIETY)
POLE = term(Kind.ACTOR, "Larchpole", sector=Sector.INTERMEDIARY)
WHO = term(Kind.ACTOR, "WHO", sector=Sector.GOVERNMENT)
BROKERS = term(Kind.ACTOR, "knowledge brokers", named=False, sector=Sector.INTERMEDIARY)


def taught(*terms: Term, rejections: tuple[Rejection, ...] = ()) -> Toolkit:
    return Toolkit(taught=index_of(CuratorVocabulary(terms=terms, rejections=rejections)))


def page(text: str, toolkit: Toolkit) -> CaseRecord:
    return extract(Capture(source="s", uri="p.txt", content=text.encode(), language="en"), toolkit)


def quotes(text: str, *terms: Term) -> list[str]:
    record = page(text, taught(*terms))
    found = [*record.actors, *record.events, *record.places, *record.instruments]
    return [one.quote for thing in found for one in thing.mentions if one.extractor == "curators"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Mélèze Vif there.", ["Mélèze Vif"]),
        ("We met Meleze-Vif there.", ["Meleze-Vif"]),
        ("We saw Mélèze Vif’s hall.", ["Mélèze Vif"]),
        ("We saw the hall of Mélèze\nVif there.", ["Mélèze\nVif"]),
        ("NOTES ON MÉLÈZE VIF", ["MÉLÈZE VIF"]),
        ("We asked Larchpole and left.", ["Larchpole"]),
        ("Larchpole met there.", ["Larchpole"]),
        ("It was l'Larchpole that came.", ["Larchpole"]),
        ("We asked the WHO and left.", ["WHO"]),
        ("We asked Knowledge brokers, or a knowledge broker.", ["Knowledge brokers", "knowledge broker"]),
    ],
)
def test_a_taught_name_is_known_on_another_page(text, expected):
    assert quotes(text, GUILD, POLE, WHO, BROKERS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the mélèze vif grows",
        "Mélèze\n\nVif",
        "They asked who came.",
        "Who came?",
        "WHO CAME AND WHO WENT",
        "All Larchpole-based firms came.",
        "The anti-Larchpole league came.",
        "He lives in Larchpole Street there.",
        "We asked Jane Larchpole there.",
        "A larchpole is a pole of larch. Larchpole is cheap.",
        "It is at larchpole.example or news@larchpole.example and @Larchpole said so.",
        "The Larchpoles came.",
        "No knowledge; brokers came.",
    ],
)
def test_what_only_looks_like_a_taught_name_is_none(text):
    assert quotes(text, GUILD, POLE, WHO, BROKERS) == []


def test_facts_and_forms_come_with_the_name_and_the_machine_stays_unsure_of_it():
    (actor,) = page("In May Mélèze Vif wrote, and MV came.", taught(GUILD)).actors
    assert (actor.names, actor.sector, actor.named) == (("Mélèze Vif", "MV"), Sector.CIVIL_SOCIETY, True)
    assert all(0.7 < each.confidence < 1 for each in actor.mentions)


def test_what_a_page_explains_itself_goes_before_what_was_taught():
    record = page("The Mill Valley Trust (MV) met. In May MV paid.", taught(GUILD))
    assert [each.names for each in record.actors] == [("Mill Valley Trust", "MV")]


def test_each_kind_takes_its_facts():
    terms = (
        term(Kind.EVENT, "Whit Supper", "Supper of Whit", form="dinner"),
        term(Kind.PLACE, "Oldquay", country="FR"),
        term(Kind.INSTRUMENT, "Reed Pledge", form="agreement"),
    )
    record = page("In Oldquay the Whit Supper led to the Reed Pledge; the Supper of Whit ended.", taught(*terms))
    assert [(each.names, each.kind) for each in record.events] == [(("Supper of Whit", "Whit Supper"), "dinner")]
    assert [(each.name, each.country) for each in record.places] == [("Oldquay", "FR")]
    assert [(each.name, each.kind) for each in record.instruments] == [("Reed Pledge", "agreement")]


def test_a_longer_name_keeps_a_taught_one_within_it_out():
    record = page("The University of Larchpole met in May.", taught(POLE))
    assert [each.name for each in record.actors] == ["University of Larchpole"]


def test_other_places_of_a_page_outweigh_a_taught_country():
    text = "In Paris, near Dallas and Houston, Texas, in the United States, and in Austin."
    paris = term(Kind.PLACE, "Austin", country="FR")
    assert {each.name: each.country for each in page(text, taught(paris)).places}["Austin"] == "US"


def test_what_curators_reject_is_not_proposed():
    text = "The citizens groups and the Mill Trust met."
    rejections = (rejection(Kind.ACTOR, "Citizens group"), rejection(Kind.PLACE, "Mill Trust"))
    assert [each.name for each in page(text, Toolkit()).actors] == ["citizens groups", "Mill Trust"]
    assert [each.name for each in page(text, taught(rejections=rejections)).actors] == ["Mill Trust"]


def test_words_of_the_form_yield_nothing_whatever_is_taught():
    toolkit = load_toolkit()
    bare = extract(capture(as_html(filled()), "kiln.html"), toolkit)
    asked = [words for each in bare.sections for words in (each.heading, *(pair.question for pair in each.pairs))]
    prompts = {" ".join(words.split()[:3]) for words in asked if len(words.split()) > 2}
    kinds = [term(Kind.EVENT, each, named=False) for each in sorted(prompts)]
    vocabulary = CuratorVocabulary(terms=tuple(kinds))
    record = extract(capture(as_html(filled()), "kiln.html"), load_toolkit(vocabulary=vocabulary))
    answers = [each.answer_span for section in bare.sections for each in section.pairs if each.answer_span]
    found = [one for thing in record.events for one in thing.mentions if one.extractor == "curators"]
    assert all(any(span.start <= one.start and one.end <= span.end for span in answers) for one in found)


def test_an_empty_vocabulary_changes_no_byte():
    page_ = capture(as_html(filled()), "kiln.html")
    without = extract(page_, load_toolkit()).model_dump_json()
    assert extract(page_, load_toolkit(vocabulary=CuratorVocabulary())).model_dump_json() == without
    assert extract(page_, load_toolkit(vocabulary=CuratorVocabulary(terms=(GUILD,)))).model_dump_json() == without


@pytest.mark.parametrize(
    ("name", "tells"),
    [
        ("Larchpole", True),
        ("WHO", True),
        ("University of Larch", True),
        ("Mill Fund", True),
        ("University", False),
        ("universities", False),
        ("the City Council", False),
        ("Chambers of Commerce", False),
        ("larch growers", False),
        ("Brest", False),
        ("2020", False),
        ("…", False),
        ("A " * 60, False),
    ],
)
def test_a_name_that_tells_too_little_is_no_actor(name, tells):
    assert tells_name(Kind.ACTOR, name) is tells


@pytest.mark.parametrize(("name", "tells"), [("knowledge brokers", True), ("brokers", False), ("the others", False)])
def test_a_phrase_has_two_words(name, tells):
    assert tells_phrase(name) is tells


def test_markup_and_odd_letters_in_a_name_do_no_harm():
    odd = [term(Kind.ACTOR, name) for name in ("(?:x", "<b>Larch</b>", "Ⅻ", "İX Vif", "a" * 400, "Ω")]
    assert json.loads(page("İX Vif met <b>Larch</b> (?:x.", taught(*odd)).model_dump_json())["actors"] is not None

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.entities import actors, persons, places
from extractors.entities.resolve import resolve
from models.candidate import ActorCandidate, Candidate, InstrumentCandidate, Page, Passage, PlaceCandidate
from models.outline import Role
from models.vocabulary import Kind, Sector
from tests.passages import found_in, page_of

TEXT = "X" * 60
PAGE = Page(
    text=TEXT,
    masked=TEXT,
    title="",
    language="en",
    region=None,
    passages=(Passage(start=0, end=60, text=TEXT, role=Role.BODY),),
)


def actor(start, end, confidence):
    return ActorCandidate(start=start, end=end, extractor="t", confidence=confidence, sector=Sector.UNKNOWN, named=True)


def place(start, end, confidence):
    return PlaceCandidate(start=start, end=end, extractor="t", confidence=confidence)


def extents(candidates, page=PAGE):
    return [(each.kind, each.start, each.end) for each in resolve(page, candidates)]


def test_a_longer_name_keeps_out_the_place_within_it():
    assert extents([place(14, 20, 0.9), actor(0, 20, 0.8)]) == [(Kind.ACTOR, 0, 20)]


def test_a_much_surer_name_stays_within_a_doubtful_one():
    assert extents([place(14, 20, 0.9), actor(0, 20, 0.4)]) == [(Kind.PLACE, 14, 20)]


def test_of_two_that_cross_the_surer_stays():
    assert extents([place(0, 10, 0.9), actor(5, 15, 0.6)]) == [(Kind.PLACE, 0, 10)]


def instrument(start, end):
    return InstrumentCandidate(start=start, end=end, extractor="t", confidence=0.8, form="grant")


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("Larch Bank funding", "Larch Bank", True),
        ("Larch Bank Act", "Larch Bank", False),
        ("grants of the Larch Bank", "Larch Bank", True),
    ],
)
def test_an_owner_stays_within_what_it_gives_but_not_within_a_proper_name(text, name, kept):
    passage = Passage(start=0, end=len(text), text=text, role=Role.BODY)
    page = Page(text=text, masked=text, title="", language="en", region=None, passages=(passage,))
    start = text.index(name)
    owner = actor(start, start + len(name), 0.9)
    assert (owner in resolve(page, [instrument(0, len(text)), owner])) is kept


def test_contacts_stand():
    contact = Candidate(start=3, end=8, extractor="t", confidence=0.1, kind=Kind.CONTACT)
    assert extents([actor(0, 4, 0.95), contact]) == [(Kind.CONTACT, 3, 8)]


def test_contacts_stand_within_what_is_longer_and_surer():
    contact = Candidate(start=3, end=8, extractor="t", confidence=0.1, kind=Kind.CONTACT)
    assert extents([actor(0, 20, 0.95), contact]) == [(Kind.CONTACT, 3, 8)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a joinery of Ghent", True), ("University of Ghent", False), ("Ghent joinery", False)],
)
def test_a_place_stays_within_what_bears_no_name(text, kept):
    passage = Passage(start=0, end=len(text), text=text, role=Role.BODY)
    page = Page(text=text, masked=text, title="", language="en", region=None, passages=(passage,))
    start = text.index("Ghent")
    town = place(start, start + len("Ghent"), 0.9)
    assert (town in resolve(page, [actor(0, len(text), 0.9), town])) is kept


def test_what_only_a_citation_names_falls():
    text = "Roofs cool (Lark Institute, 2012, A Study, Ghent)."
    passage = Passage(start=0, end=len(text), text=text, role=Role.BODY)
    page = Page(text=text, masked=text, title="", language="en", region=None, passages=(passage,))
    start = text.index("Ghent")
    assert extents([place(start, start + 5, 0.9), actor(0, 5, 0.9)], page) == [(Kind.ACTOR, 0, 5)]


CANDIDATES = st.lists(
    st.builds(
        lambda start, length, confidence, make: make(start, start + length, confidence),
        st.integers(0, 40),
        st.integers(1, 15),
        st.floats(0, 1),
        st.sampled_from([actor, place]),
    ),
    max_size=12,
)


@given(CANDIDATES)
def test_what_is_accepted_is_disjoint_and_in_order(candidates):
    accepted = resolve(PAGE, candidates)
    assert all(one.end <= other.start for one, other in pairwise(accepted))
    assert all(each in candidates for each in accepted)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(candidates, random):
    shuffled = [*candidates]
    random.shuffle(shuffled)
    assert resolve(PAGE, shuffled) == resolve(PAGE, candidates)


NAMES = ["the", "of", "and", "University", "Ministry", "City", "Dr.", "LEN", "River", "Ghent", "Jane", "Doe", "Société"]
OTHERS = [
    "(",
    ")",
    "1011",
    "AB",
    "jane@example.org",
    "d'",
    "l’",
    "small",
    "companies",
    "U.S.",
    "&",
    "–",
    "İ",
    "ß",
    "日本",
    "😀",
]
WORDS = st.sampled_from([*NAMES, *OTHERS, "municipality", "contact", "’s", ",", "."])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25), st.sampled_from(["en", "fr", "de", "ja"]))
def test_any_words_give_mentions_that_quote_the_page(words, language):
    page = page_of(" ".join(words), language=language, section="contact")
    for kind in (actors, persons, places):
        for entity in found_in(kind, page):
            for mention in entity.mentions:
                assert page.text[mention.start : mention.end] == mention.quote == mention.quote.strip() != ""

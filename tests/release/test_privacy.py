import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.record import CaseRecord
from pipeline.release.masking import MASK, masked
from pipeline.sources import ContactPrivacy
from tests.records import mention, mentioned, record

OFFICES, NONE, ALL = ContactPrivacy.OFFICES, ContactPrivacy.NONE, ContactPrivacy.ALL
ADDRESS = re.compile(r"[\w.]+@[\w.]+\w|\+[\d ]+\d|https://[\w.]+\w")


def found(text: str, quote: str, person: str | None = None, value: str | None = None, **more: object) -> dict:
    value = value or quote
    kind = "email" if "@" in value else "url" if value.startswith("http") else "phone"
    tie = {"person": person, **more}
    return {"kind": kind, "value": value.replace(" ", ""), "mentions": (mention(text, quote),), **tie}


def case(text: str, *contacts: dict, **parts: object) -> CaseRecord:
    return record(text=text, contacts=contacts, **parts)


def shown(text: str, *contacts: dict, privacy: ContactPrivacy = OFFICES, **parts: object) -> str:
    return masked(case(text, *contacts, **parts), privacy).text


@pytest.mark.parametrize(
    ("mailbox", "stays"),
    [
        ("info", True),
        ("europe-direct", True),
        ("press.office", True),
        ("cityhall", True),
        ("jane.doe", False),
        ("j.doe", False),
        ("jane_m_doe", False),
        ("jane.doe2", False),
        ("zoë.çelik", False),
    ],
)
def test_a_mailbox_called_as_persons_are_is_masked(mailbox, stays):
    text = f"Write to {mailbox}@example.org."
    assert (shown(text, found(text, f"{mailbox}@example.org")) == text) is stays
    assert (shown(text) == text) is stays


def test_a_mailbox_of_somebody_on_the_page_is_masked():
    text = "Jane Doe, doe@example.org"
    assert shown(text, persons=(mentioned("persons", text, "Jane Doe"),)) == f"Jane Doe, {MASK * 15}"


def test_a_contact_tied_to_a_person_leaves_the_record():
    text = "Jane Doe: +44 20 7946 0018"
    after = masked(case(text, found(text, "+44 20 7946 0018", "Jane Doe")), OFFICES)
    assert (after.text, after.contacts) == (f"Jane Doe: {MASK * 3} {MASK * 2} {MASK * 4} {MASK * 4}", ())


def test_sites_and_offices_stay():
    text = "https://example.org or +44 20 7946 0018 or info@example.org"
    before = case(text, *(found(text, quote) for quote in ADDRESS.findall(text)))
    assert len(before.contacts) == 3
    assert masked(before, OFFICES) is before


def test_none_withholds_every_contact_and_all_none():
    text = "https://example.org or info@example.org or stray@example.net"
    before = case(text, found(text, "https://example.org"), found(text, "info@example.org"))
    after = masked(before, NONE)
    assert (set(after.text.split()) - {"or"}, after.contacts) == ({MASK * 19, MASK * 16, MASK * 17}, ())
    assert masked(before, ALL) is before


def test_the_words_of_a_link_stay_though_its_address_is_withheld():
    text = "Write to Jane Doe today"
    link = found(text, "Jane Doe", "Jane Doe", value="jane.doe@example.org")
    link["mentions"] = (link["mentions"][0].model_copy(update={"extractor": "contacts.link"}),)
    after = masked(case(text, link), OFFICES)
    assert (after.text, after.contacts) == (text, ())


def test_what_a_masked_stretch_held_goes_with_it_and_what_else_says_so_stays():
    text = "Doe of doe.roe@example.org"
    inside = mention(text, "example.org")
    actors = (
        {**mentioned("actors", text, "Doe"), "id": "outside"},
        {**mentioned("actors", text, "Doe"), "id": "inside", "mentions": (inside,)},
    )
    assert [each.id for each in masked(case(text, actors=actors), OFFICES).actors] == ["outside"]


def test_the_words_are_masked_wherever_the_record_has_them():
    address = "Jane.Doe@example.org"
    span = {"start": 0, "end": 20}
    pair = {"key": f"write_to_{'jane_doe_example_org'}", "question": f"Write to {address}", "state": "answered"}
    section = {"key": "jane_doe_example_org", "number": None, "heading": address, "span": span, "text": address.lower()}
    before = case(
        address,
        title=address,
        sections=({**section, "pairs": ({**pair, "answer": address, "value": (address,), "span": span},)},),
        fields=({"label": "mail", "value": address, "span": span},),
        findings=({"code": "x", "severity": "info", "message": f"odd: {address}", "span": span},),
    )
    written = masked(before, OFFICES).model_dump_json().casefold()
    assert re.findall(r"jane.{,3}doe", written) == []
    assert f"odd: {MASK * 20}" in written


NAMES = st.sampled_from(["jane.doe", "j.doe", "info", "office", "roe", "Doe"])
ADDRESSES = st.builds("{}@{}".format, NAMES, st.sampled_from(["example.org", "mill.example"]))
PHONES = st.from_regex(r"\+44 \d{2} \d{4} \d{4}", fullmatch=True)
WORDS = st.text("ab é\n.@+0█", max_size=12)
CONTACTS = st.one_of(ADDRESSES, PHONES)
PAGES = st.lists(st.tuples(WORDS, CONTACTS, st.booleans()), max_size=5)
APART = st.lists(st.tuples(st.text("ab é\n.", max_size=12).map(" {} ".format), CONTACTS, st.booleans()), max_size=5)


def page(parts: list[tuple[str, str, bool]]) -> CaseRecord:
    """Each part: words, a contact, and whether it is Jane Doe's."""
    text, contacts = "", []
    for words, quote, tied in parts:
        text += words
        at = mention(quote, quote).model_copy(update={"start": len(text), "end": len(text) + len(quote)})
        text += quote
        contacts.append({**found(quote, quote, "Jane Doe" if tied else None), "mentions": (at,)})
    return case(text, *contacts, title=text)


@given(PAGES, st.sampled_from(ContactPrivacy))
def test_masking_keeps_every_offset_and_shows_nothing_withheld(parts, privacy):
    before = page(parts)
    after = masked(before, privacy)
    assert len(after.text) == len(before.text)
    assert all(
        one in (other, MASK) and one.isspace() == other.isspace()
        for one, other in zip(after.text, before.text, strict=True)
    )
    assert all(after.text[m.start : m.end] == m.quote for each in after.contacts for m in each.mentions)
    gone = {each.value for each in before.contacts} - {each.value for each in after.contacts}
    assert not any(re.search(rf"(?<!\w){re.escape(value)}(?!\w)", after.text, re.IGNORECASE) for value in gone)


@given(APART, st.sampled_from(ContactPrivacy))
def test_what_is_masked_once_is_masked(parts, privacy):
    after = masked(page(parts), privacy)
    assert masked(after, privacy) == after


@given(PAGES)
def test_a_stricter_setting_shows_no_more(parts):
    every, offices, none = (masked(page(parts), privacy) for privacy in (ALL, OFFICES, NONE))
    assert set(none.contacts) <= set(offices.contacts) <= set(every.contacts)
    assert every == page(parts)
    assert none.contacts == ()

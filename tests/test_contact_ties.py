import re

import pytest

from extractors.entities import contacts
from models.record import Actor, Contact, Mention, Person
from models.vocabulary import ContactKind, Sector

PERSONS = ("Jane Doe", "Rick Roe")
ACTORS = ("Baker Guild", "Mill Trust", "Westmill Power Distribution")
ADDRESS = re.compile(r"[\w.]+@[\w.]+\w|\+[\d ]+\d")


def mention(start: int, quote: str, extractor: str = "t") -> Mention:
    return Mention(start=start, end=start + len(quote), quote=quote, section="s", extractor=extractor, confidence=1)


def person(name: str, *starts: int) -> Person:
    return Person(id=name, name=name, names=(name,), mentions=tuple(mention(start, name) for start in starts))


def actor(name: str, *starts: int) -> Actor:
    mentions = tuple(mention(start, name) for start in starts)
    return Actor(id=name, name=name, names=(name,), mentions=mentions, sector=Sector.UNKNOWN, named=True)


def contact(value: str, start: int) -> Contact:
    kind = ContactKind.EMAIL if "@" in value else ContactKind.PHONE
    return Contact(kind=kind, value=value.replace(" ", ""), mentions=(mention(start, value),))


def places(name: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(name), text)]


def ties(text: str) -> list[str]:
    """Each contact of the text with the persons and organisations named above that it is tied to."""
    found = tuple(contact(match[0], match.start()) for match in ADDRESS.finditer(text))
    persons = tuple(person(name, *places(name, text)) for name in PERSONS if name in text)
    actors = tuple(actor(name, *places(name, text)) for name in ACTORS if name in text)
    return [
        f"{each.value} {each.person or '-'} {each.organisation or '-'}"
        for each in contacts.tie(text, found, persons, actors)
    ]


@pytest.mark.parametrize(
    ("value", "owner"),
    [
        ("jane.doe@example.org", "Jane Doe"),
        ("rroe@example.org", "Rick Roe"),
        ("mill@example.org", "Rick Roe"),
        ("info@example.org", "-"),
        ("doe@example.org", "Jane Doe"),
    ],
)
def test_an_address_is_tied_by_its_name_then_by_its_place(value: str, owner: str) -> None:
    assert ties(f"Jane Doe is a baker.\nRick Roe is a miller.\n{value}") == [f"{value} {owner} -"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe\nMiller\nMill Trust\na@b.org\n+4412", ["a@b.org Jane Doe Mill Trust", "+4412 Jane Doe Mill Trust"]),
        (
            "Jane Doe, Mill Trust\na@b.org\n\nRick Roe, Baker Guild\nc@d.org",
            ["a@b.org Jane Doe Mill Trust", "c@d.org Rick Roe Baker Guild"],
        ),
        (
            "Jane Doe\tMill Trust\ta@b.org\t+4412\nRick Roe\tBaker Guild\tc@d.org\t+4413",
            [
                "a@b.org Jane Doe Mill Trust",
                "+4412 Jane Doe Mill Trust",
                "c@d.org Rick Roe Baker Guild",
                "+4413 Rick Roe Baker Guild",
            ],
        ),
        (
            "a@b.org\tJane Doe\tMill Trust\nc@d.org\tRick Roe\tBaker Guild",
            ["a@b.org Jane Doe Mill Trust", "c@d.org Rick Roe Baker Guild"],
        ),
        (
            "Ask Jane Doe (a@b.org) of the Mill Trust or Rick Roe (c@d.org) of the Baker Guild.",
            ["a@b.org Jane Doe Mill Trust", "c@d.org Rick Roe Baker Guild"],
        ),
        (
            "Jane Doe, Mill Trust, a@b.org; Rick Roe, Baker Guild, c@d.org",
            ["a@b.org Jane Doe Mill Trust", "c@d.org Rick Roe Baker Guild"],
        ),
        ("Mill Trust\nMill Lane 3\n+4412\n\nHead: Jane Doe", ["+4412 - Mill Trust"]),
        ("Press: +4412\nJane Doe: a@b.org", ["+4412 - -", "a@b.org Jane Doe -"]),
        ("Mail: a@b.org\nJane Doe", ["a@b.org Jane Doe -"]),
        (
            "Mill Trust\nJane Doe: a@b.org\nRick Roe: c@d.org",
            ["a@b.org Jane Doe Mill Trust", "c@d.org Rick Roe Mill Trust"],
        ),
        ("Jane Doe and others met." + " It rained." * 30 + " Mail: mill@b.org", ["mill@b.org - -"]),
    ],
)
def test_a_contact_is_its_rows_or_blocks(text: str, expected: list[str]) -> None:
    assert ties(text) == expected


def test_a_host_is_tied_to_the_organisation_that_bears_its_name() -> None:
    text = "Westmill Power Distribution built it.\n\nBaker Guild\nx@westmillpower.example"
    assert ties(text) == ["x@westmillpower.example - Westmill Power Distribution"]


def test_who_has_an_address_is_tied_to_no_other() -> None:
    assert ties("Jane Doe jane.doe@b.org\nmill@b.org") == ["jane.doe@b.org Jane Doe -", "mill@b.org - -"]


def test_words_that_lead_to_an_address_name_its_owner() -> None:
    text = "Jane Doe and Rick Roe"
    linked = tuple(
        Contact(kind=ContactKind.EMAIL, value=f"{number}@b.org", mentions=(mention(text.index(name), name),))
        for number, name in enumerate(PERSONS)
    )
    persons = tuple(person(name, text.index(name)) for name in PERSONS)
    assert [each.person for each in contacts.tie(text, linked, persons, ())] == list(PERSONS)

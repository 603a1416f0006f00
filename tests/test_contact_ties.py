import pytest

from extractors.entities import contacts
from models.record import Actor, Contact, Mention, Person
from models.vocabulary import ContactKind, Sector


def mention(start: int, quote: str, extractor: str = "t") -> Mention:
    return Mention(start=start, end=start + len(quote), quote=quote, section="s", extractor=extractor, confidence=1)


def person(name: str, start: int, organisation: str | None = None) -> Person:
    return Person(id=name, name=name, names=(name,), mentions=(mention(start, name),), organisation=organisation)


def actor(name: str, start: int) -> Actor:
    return Actor(id=name, name=name, names=(name,), mentions=(mention(start, name),), sector=Sector.UNKNOWN, named=True)


def email(value: str, start: int) -> Contact:
    return Contact(kind=ContactKind.EMAIL, value=value, mentions=(mention(start, value),))


@pytest.mark.parametrize(
    ("value", "owner"),
    [
        ("jane.doe@example.org", "Jane Doe"),
        ("rroe@example.org", "Rick Roe"),
        ("mill@example.org", "Rick Roe"),
        ("info@example.org", None),
        ("doe@example.org", "Jane Doe"),
    ],
)
def test_an_address_is_tied_by_its_name_then_by_its_place(value: str, owner: str | None) -> None:
    persons = (person("Jane Doe", 0), person("Rick Roe", 60))
    (tied,) = contacts.tie((email(value, 80),), persons, ())
    assert tied.person == owner


def test_a_host_is_tied_to_the_organisation_that_bears_its_name() -> None:
    actors = (actor("Baker Guild", 60), actor("Westmill Power Distribution", 400))
    (tied,) = contacts.tie((email("x@westmillpower.example", 80),), (), actors)
    assert tied.organisation == "Westmill Power Distribution"


def test_who_has_an_address_is_tied_to_no_other() -> None:
    contacts_ = (email("jane.doe@example.org", 20), email("mill@example.org", 60))
    assert [each.person for each in contacts.tie(contacts_, (person("Jane Doe", 0),), ())] == ["Jane Doe", None]


def test_a_far_person_owns_nothing() -> None:
    (tied,) = contacts.tie((email("mill@example.org", 900),), (person("Jane Doe", 0),), ())
    assert tied.person is None

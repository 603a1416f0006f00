import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities import contacts
from extractors.entities.contacts.cleaning import clean
from extractors.entities.contacts.emails import find_emails
from extractors.entities.contacts.phones import find_phones
from extractors.entities.contacts.sites import absolute
from models.candidate import ContactCandidate, Page, Passage
from models.document import Link
from models.outline import Role
from models.vocabulary import ContactKind
from tests.test_contact_ties import actor


def page_of(
    text: str, *, links: tuple[Link, ...] = (), title: str = "", region: str | None = None, **more: str
) -> Page:
    whole = Passage.model_validate({"start": 0, "end": len(text), "text": text, "role": Role.BODY, **more})
    return Page(text=text, masked=text, title=title, language="en", region=region, passages=(whole,), links=links)


def emails_in(text: str) -> list[str]:
    return [each.value for each in contacts.propose(page_of(text)) if each.contact is ContactKind.EMAIL]


def link(text: str, words: str, target: str) -> Link:
    start = text.index(words)
    return Link(start=start, end=start + len(words), target=target)


def joined(page: Page) -> list[tuple[str, str]]:
    found = contacts.join(page, tuple(contacts.propose(page)))
    return [(each.kind.value, each.value) for each in found]


DISGUISES = [
    "jane.doe@example.org",
    "jane.doe (at) example.org",
    "jane.doe[at]example[dot]org",
    "jane dot doe at example dot org",
    "jane.doe AT example DOT org",
    "jane {dot} doe {at} example {dot} org",
    "jane.doe <at> example <dot> org",
    "jane.doe ( at ) example ( dot ) org",
    "jane_dot_doe_at_example_dot_org",
    "jane.doe -at- example -dot- org",
    "jane.doe*at*example*dot*org",
    "jane.doe @ example.org",
    "jane.doe@example . org",
    "jane.doe(@)example(.)org",
    "jane.doeATexampleDOTorg",
    "jane.doe arobase example point org",
    "jane point doe (arobase) example point org",
    "jane.doe(a)example.org",
    "jane.doe(ät)example(punkt)org",
    "jane.doe klammeraffe example punkt org",
    "jane punto doe arroba example punto org",
    "jane.doe chiocciola example punto org",
    "jane.doe apenstaartje example punt org",
    "jane.doe arroba example ponto org",
    "jane.doe małpa example kropka org",
    "jane.doe snabel-a example punkt org",
    "gro.elpmaxe@eod.enaj",
    "jane.doe&#64;example&#46;org",
    "jane.doe&commat;example.org",
    "jane.doe\u200b@exam\u00adple.org",
    "jane.doe＠example．org",
    "jane.doe@NOSPAMexample.org",
    "jane.doe-nospam@example.org",
    "jane.doe%40example.org",
    "'jane.doe' + '@' + 'example.org'",
    "j a n e . d o e @ e x a m p l e . o r g",
]


@pytest.mark.parametrize("words", DISGUISES)
@pytest.mark.parametrize("frame", ["{}", "Write to {}, please.", "E-mail: {}\nTel. 12", "({})"])
def test_a_disguise_is_undone(words: str, frame: str) -> None:
    text = frame.format(words)
    page = page_of(text)
    found = [each for each in contacts.propose(page) if each.contact is ContactKind.EMAIL]
    assert [each.value for each in found] == ["jane.doe@example.org"]
    quote = text[found[0].start : found[0].end]
    assert quote in text
    assert len(quote) >= len(words) - 2


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("contact: jane at example.org", ["jane@example.org"]),
        ("info at example.org", ["info@example.org"]),
        ("a+b@Sub.Example.CO.UK;c@example.org", ["a+b@sub.example.co.uk", "c@example.org"]),
        ("j.o'neill@example.ie", ["j.o'neill@example.ie"]),
        ("jane@exämple.de", ["jane@exämple.de"]),
        ("jean tiret luc arobase exemple point fr", ["jean-luc@exemple.fr"]),
        ("jane@example.org.They", ["jane@example.org"]),
        ("Jane.Doe@Example.ORG", ["Jane.Doe@example.org"]),
    ],
)
def test_an_address_is_normalised(text: str, values: list[str]) -> None:
    assert emails_in(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "Meet us at example.org",
        "Look at example dot org",
        "We stayed at Hotel.com",
        "git@example.org:group/code.git",
        "react@18.2.0 and photo@2x.png",
        "@jane@social.example.org",
        "user@localhost",
        "5 @ $3.50, 10 AT 12",
        "stay-at-home.org",
        "wird bei diesem Punkt in der Diskussion",
        "il vend chez le point de vente",
        "follow @example",
        "the clock stopped at noon. To",
        "see https://example.org/@jane.doe",
        "a b at c d",
    ],
)
def test_a_look_alike_is_no_address(text: str) -> None:
    assert emails_in(text) == []


@pytest.mark.parametrize(
    ("text", "region", "values"),
    [
        ("Tel.: +49(0) 30 23125 341", None, ["+493023125341"]),
        ("+33 (0)1.44.55.66.77", None, ["+33144556677"]),
        ("0033 1 44 55 66 77", None, ["+33144556677"]),
        ("01 44 55 66 77", "FR", ["+33144556677"]),
        ("call 020 7946 0018 now", "GB", ["+442079460018"]),
        ("Call (213) 623-0123.", None, ["+12136230123"]),
        ("Phone +44 20 7946 0018, fax +44 20 7946 0099", None, ["+442079460018"]),
        ("Tel./Fax: 030 12345678", "DE", ["+493012345678"]),
        ("Telefon 088 7972900", "NL", ["+31887972900"]),
        ("Phone: 088 7972900", None, ["0887972900"]),
        ("Tel. +48 815 41 00", None, ["+488154100"]),
        ("Call 1-800-555-0199", None, ["+18005550199"]),
        ("M: +44 7700 900123", None, ["+447700900123"]),
        ("+33 6 12 34 56 78 / 01 23 45 67 89", None, ["+33612345678", "+33123456789"]),
        ("llame al 912 345 678", "ES", ["+34912345678"]),
        ("+1 (213) 623-5656 ext. 12", None, ["+12136235656"]),
    ],
)
def test_a_telephone_number_is_read(text: str, region: str | None, values: list[str]) -> None:
    assert [each.value for each in find_phones(text, region)] == values


@pytest.mark.parametrize(
    "text",
    [
        "2011-2014 and 1996-1997",
        "12/05/2014 - 13/06/2015",
        "a budget of 1 500 000 and 3.054.703",
        "ISBN 978-3-16-148410-0",
        "IBAN DE89 3704 0044 0532 0130 00",
        "48.8566, 2.3522",
        "doi 10.5281/zenodo.1234567",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30",
    ],
)
def test_a_number_of_something_else_is_no_telephone(text: str) -> None:
    assert list(find_phones(text, "FR")) == []


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("mail jane@example.nl, Telephone: 088 7972900", "+31887972900"),
        ("Utrecht, Netherlands. Telephone: 088 7972900", "+31887972900"),
        ("mail jane@example.org, Telephone: 088 7972900", "0887972900"),
    ],
)
def test_a_pages_country_reads_its_numbers(text: str, region: str) -> None:
    phones = [each.value for each in contacts.propose(page_of(text)) if each.contact is ContactKind.PHONE]
    assert phones == [region]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("See https://www.Example.org/A/b_(c).", ["https://www.example.org/A/b_(c)"]),
        ("(www.mill.example)", ["http://www.mill.example"]),
        ("Website: mill.example.org/visit, open", ["http://mill.example.org/visit"]),
        ("Read http://example.org/logo.png and file.py", []),
        ("According to the survey, http://example.org/survey", []),
        ("http://news.example.org/2014/03/numbers/8600/", []),
        ("Roe, R. (2011). Mills. http://example.org/mills", []),
        ("it runs on node.js and Mill.io", []),
        ("Our website is mill.org, we hope", ["http://mill.org"]),
        ("more at mill.example.com.", ["http://mill.example.com"]),
        ("as https://doi.org/10.1000/182 says", []),
    ],
)
def test_sites_are_told_from_references(text: str, values: list[str]) -> None:
    assert [each.value for each in contacts.propose(page_of(text)) if each.contact is ContactKind.URL] == values


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("link", True),
        ("Websites", True),
        ("project url", True),
        ("dépôt", True),
        ("budget_url", False),
        ("stats", False),
    ],
)
def test_a_fields_label_says_whether_its_address_counts(question: str, *, counts: bool) -> None:
    page = page_of("https://mill.example.org/a", question=question, role=Role.FIELD)
    assert bool(joined(page)) is counts


def test_an_address_shown_cut_short_is_taken_from_its_link() -> None:
    text = "Website: http://mill.example.org/a/very/lo..."
    target = "http://mill.example.org/a/very/long/way"
    assert joined(page_of(text, links=(link(text, text[9:], target),))) == [("url", target)]


def test_a_link_that_leads_elsewhere_gives_both_addresses() -> None:
    text = "Write to jane@example.org"
    page = page_of(text, links=(link(text, "jane@example.org", "mailto:doe@example.org?subject=Mill"),))
    assert {value for _, value in joined(page)} == {"jane@example.org", "doe@example.org"}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("mailto:jane%40example.org", [("email", "jane@example.org")]),
        ("tel:+44-20-7946-0018", [("phone", "+442079460018")]),
        ("http://mill.example.org", [("url", "http://mill.example.org")]),
        ("http://mill.example.org/logo.png", []),
        ("#top", []),
    ],
)
def test_what_a_link_hides_is_a_contact(target: str, expected: list[tuple[str, str]]) -> None:
    text = "Ask the Old Mill today"
    page = page_of(text, links=(link(text, "Old Mill", target),), title="Old Mill")
    assert joined(page) == expected


def test_links_take_no_words_from_names() -> None:
    text = "Ask the Old Mill today"
    page = page_of(text, links=(link(text, "Old Mill", "http://mill.example.org"),))
    assert list(contacts.propose(page)) == []


@pytest.mark.parametrize(("name", "kept"), [("Old Mill Trust", 1), ("Bakers", 0)])
def test_a_linked_name_counts_only_as_an_organisations(name: str, kept: int) -> None:
    text = "Ask the Old Mill Trust today"
    page = page_of(text, links=(link(text, "Old Mill Trust", "http://mill.example.org"),))
    found = contacts.join(page, ())
    assert len(contacts.tie(text, found, (), (actor(name, 8 if kept else 100),))) == kept


def test_masking_keeps_the_length_and_hides_every_address() -> None:
    text = "Mail jane@example.org or see http://example.org/2012/mill in 2013"
    masked = contacts.mask(text, tuple(contacts.propose(page_of(text))))
    assert len(masked) == len(text)
    assert masked.split() == ["Mail", "or", "see", "in", "2013"]


words = st.from_regex(r"[a-z][a-z0-9]{1,8}", fullmatch=True)
signs = st.sampled_from(
    [("@", "."), (" (at) ", " (dot) "), ("[at]", "[dot]"), (" AT ", " DOT "), (" arobase ", " point ")]
)


@given(words, words, words, signs)
def test_a_disguised_address_reads_back(first: str, last: str, host: str, sign: tuple[str, str]) -> None:
    at, dot = sign
    text = f"Write to {first}.{last}{at}{host}{dot}org now"
    (found,) = find_emails(text)
    assert found.value == f"{first}.{last}@{host}.org"


@given(st.text(max_size=80))
def test_cleaning_keeps_every_offset(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.span(0, len(cleaned.text)) == (0, len(text)) or not cleaned.text
    if cleaned.origins is not None:
        assert len(cleaned.origins) == len(cleaned.text) + 1
        assert list(cleaned.origins) == sorted(cleaned.origins)


@given(st.text(alphabet="ab@.0+-() \nhtp:/wAT", max_size=120))
def test_candidates_lie_in_the_text_and_are_valid(text: str) -> None:
    for each in contacts.propose(page_of(text, region="FR")):
        assert isinstance(each, ContactCandidate)
        assert 0 <= each.start < each.end <= len(text)
        assert each.contact is not ContactKind.URL or absolute(each.value) == each.value


@pytest.mark.parametrize("piece", ["a@", "a.", "x dot ", "www.", "http://", "(", "1 ", "+44 20 ", "a@b.co ", "AT"])
def test_no_line_is_too_long_to_be_read_to_its_end(piece: str) -> None:
    text = (piece * 30_000)[:30_000]
    assert all(each.end <= len(text) for each in contacts.propose(page_of(text)))

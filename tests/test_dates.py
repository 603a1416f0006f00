from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities import dates
from models.candidate import Page, Passage
from models.outline import Role
from models.vocabulary import Kind
from tests.marked import Marked, sentences


def page_of(text: str, *, language: str = "en", region: str | None = None, **more: object) -> Page:
    whole = Passage.model_validate({"start": 0, "end": len(text), "text": text, "role": Role.BODY, **more})
    return Page(text=text, masked=text, title="", language=language, region=region, passages=(whole,))


def values(text: str, **more: str) -> list[str]:
    return [each.value for each in dates.propose(page_of(text, **more))]


@pytest.mark.parametrize("marked", sentences("dates"), ids=lambda marked: marked.text)
def test_a_sentence_tells_its_dates(marked: Marked) -> None:
    page = page_of(marked.text, language=marked.language)
    found = [(each.start, each.end, each.value) for each in dates.propose(page)]
    assert marked.finds(found), found


DAYS = [
    "22 June 2004",
    "22nd of June, 2004",
    "22 Jun. 2004",
    "June 22, 2004",
    "June 22nd 2004",
    "Tuesday, 22 June 2004",
    "le 22 juin 2004",
    "22. Juni 2004",
    "22 de junio de 2004",
    "22 de junio del 2004",
    "2004-06-22",
    "2004/06/22",
    "22/06/2004",
    "22.6.2004",
    "22-06-2004",
    "22.06.04",
    "2004-06-22T10:00",
]


@pytest.mark.parametrize("words", DAYS)
def test_a_day_is_read_in_any_form(words: str) -> None:
    assert values(f"It opened on {words}.") == ["2004-06-22"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("in May 2010", "2010-05"),
        ("September, 2012", "2012-09"),
        ("Sept. 2012", "2012-09"),
        ("en août 2012", "2012-08"),
        ("fin mars 2025", "2025-03"),
        ("im März 2012", "2012-03"),
        ("en marzo de 2012", "2012-03"),
        ("d’avril 2012", "2012-04"),
        ("10/2024 : start", "2024-10"),
        ("le 1er mars 2012", "2012-03-01"),
        ("May ’99", "1999-05"),
    ],
)
def test_a_month_is_read(words: str, value: str) -> None:
    assert values(words) == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("in the 1990s", "199X"),
        ("the early 1970’s", "197X"),
        ("mid-1990s", "199X"),
        ("the ’80s", "198X"),
        ("dans les années 1990", "199X"),
        ("au début des années 90", "199X"),
        ("in den 1990er Jahren", "199X"),
        ("in den 90er Jahren", "199X"),
        ("en la década de 1990", "199X"),
        ("the 2000s", "200X"),
    ],
)
def test_a_decade_is_read(words: str, value: str) -> None:
    assert values(words) == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("from 2010 to 2012", "2010/2012"),
        ("2010–2012", "2010/2012"),
        ("between 2010 and 2012", "2010/2012"),
        ("entre 2010 et 2012", "2010/2012"),
        ("zwischen 2010 und 2012", "2010/2012"),
        ("de 2010 a 2012", "2010/2012"),
        ("von 2010 bis 2012", "2010/2012"),
        ("in 1996-97", "1996/1997"),
        ("season 2015/16", "2015/2016"),
        ("from year 2015/2016", "2015/2016"),
        ("May and June 2010", "2010-05/2010-06"),
        ("mars à octobre 2023", "2023-03/2023-10"),
        ("März bis Oktober 2023", "2023-03/2023-10"),
        ("de marzo a octubre de 2023", "2023-03/2023-10"),
        ("June 2003 to May 2004", "2003-06/2004-05"),
        ("December to February 2012", "2011-12/2012-02"),
        ("22–24 June 2004", "2004-06-22/2004-06-24"),
        ("June 22-24, 2004", "2004-06-22/2004-06-24"),
        ("from 22 June to 3 July 2004", "2004-06-22/2004-07-03"),
        ("du 3 au 5 mars 2012", "2012-03-03/2012-03-05"),
        ("vom 3. bis 5. März 2012", "2012-03-03/2012-03-05"),
        ("del 3 al 5 de marzo de 2012", "2012-03-03/2012-03-05"),
        ("1 May 2012 until 3 June 2013", "2012-05-01/2013-06-03"),
        ("2012 – present", "2012/.."),
        ("the 1980s to 1990s", "198X/199X"),
    ],
)
def test_a_range_is_read(words: str, value: str) -> None:
    assert values(words) == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("early 2025", "2025"),
        ("début 2025", "2025"),
        ("Ende 2011", "2011"),
        ("a finales de 2011", "2011"),
        ("since summer 2011", "2011"),
        ("fiscal year 2016", "2016"),
        ("rentrée 2023", "2023"),
        ("the end of 2002", "2002"),
    ],
)
def test_a_part_of_a_year_is_the_years(words: str, value: str) -> None:
    (found,) = dates.propose(page_of(words))
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2010 residents met.", ["2010"]),
        ("the floods of 1993 and 1995", ["1993", "1995"]),
        ("the 2010 floods", ["2010"]),
        ("a small mill (2012)", ["2012"]),
        ("2012: the mill opens", ["2012"]),
        ("In addition, 1995 was a dry year.", ["1995"]),
        ("founded 1977, rebuilt later", ["1977"]),
        ("It was opened in 1880.", ["1880"]),
        ("recent floods (e.g. 2005 and 2006)", ["2005", "2006"]),
        ("à compter de 2024", ["2024"]),
        ("seit 1998 in Betrieb", ["1998"]),
    ],
)
def test_a_bare_year_is_told_by_what_stands_around_it(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "more than 2000 people came",
        "resulted in 1711 extensive roofs",
        "1500 m of dykes",
        "2000 €, EUR 2000 and $1999",
        "about 1900 households and 2000 jobs",
        "Directive 2007/60/EC and the Flood Act 1990",
        "décret n° 2015-992",
        "Horizon 2020, Natura 2000 and the 2030 Agenda",
        "Safety Regulations 2002",
        "as shown before (Doe, 2011; Roe and Poe 2012)",
        "Doe et al. (2015) disagree",
        "ISSN 1977-8449, ISO 2012",
        "see /img/2013/12/mill.png",
        "three years ago, last year, for 12 months",
        "LA2050 and v2012.1",
        "D.G.R. 1841/2007, R. 11/2004",
        "Dinner at 1900 UTC",
        "no. 2010, room 2011",
        "rund 2000 Einwohner",
        "près de 2000 habitants",
        "unos 2000 habitantes",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("references", "Opened in 2011."),
        (None, "Doe, J. and Roe, R. (2011). Mills."),
        (None, "[1] Roe 2011. doi: 10.1/182"),
    ],
)
def test_reference_lists_tell_no_dates(section: str | None, text: str) -> None:
    assert list(dates.propose(page_of(text, section=section))) == []


@pytest.mark.parametrize(
    ("question", "expects", "expected"),
    [
        ("Year", (), ["2014"]),
        ("How many people will come?", (), []),
        ("Montant", (), []),
        ("How many", (Kind.DATE,), ["2014"]),
    ],
)
def test_a_lone_number_is_a_year_where_the_question_asks_for_no_number(
    question: str, expects: tuple[Kind, ...], expected: list[str]
) -> None:
    page = page_of("2014", question=question, expects=expects)
    assert [each.value for each in dates.propose(page)] == expected


@pytest.mark.parametrize(("region", "value"), [(None, "2012-03-04"), ("US", "2012-03-04"), ("GB", "2012-04-03")])
def test_the_country_says_which_number_is_the_month(region: str | None, value: str) -> None:
    assert values("opened 03/04/2012", region=region) == [value]


def test_a_date_of_the_page_that_reads_in_one_way_only_says_which_number_is_the_month() -> None:
    assert values("opened 03/04/2012, closed 25/12/2012") == ["2012-04-03", "2012-12-25"]


@pytest.mark.parametrize("text", ["The U.S. met in 2011.", "Leeds, W.Y., met in 2011.", "Roe, B.C. – It met in 2011."])
def test_initials_alone_make_no_reference(text: str) -> None:
    assert values(text) == ["2011"]


def test_equal_dates_are_one_with_all_mentions() -> None:
    page = page_of("Begun in May 2012. Since May, 2012 it runs.")
    (found,) = dates.join(page, tuple(dates.propose(page)))
    assert (found.text, found.value) == ("May 2012", "2012-05")
    assert [mention.quote for mention in found.mentions] == ["May 2012", "May, 2012"]


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
FORMS = {"en": "{d} {m} {y}", "fr": "le {d} {m} {y}", "de": "am {d}. {m} {y}", "es": "el {d} de {m} de {y}"}
days = st.dates(min_value=date(1850, 1, 1), max_value=date(2080, 12, 31))
tongues = st.sampled_from(sorted(FORMS))


def written(day: date, language: str) -> str:
    return FORMS[language].format(d=day.day, m=MONTHS[language].split()[day.month - 1], y=day.year)


@given(days, tongues)
def test_a_written_day_reads_back(day: date, language: str) -> None:
    text = f"xx {written(day, language)} xx"
    (found,) = dates.propose(page_of(text, language=language))
    assert found.value == day.isoformat()
    assert text[found.start : found.end] in written(day, language)


@given(days, st.integers(1, 4000), tongues)
def test_a_written_range_reads_back(first: date, length: int, language: str) -> None:
    last = first + timedelta(days=length)
    text = f"{written(first, language)} – {written(last, language)}"
    assert values(text, language=language)[0] == f"{first.isoformat()}/{last.isoformat()}"


@given(st.text(alphabet="0129-–/. ’sMayof,()àbis", max_size=80))
def test_candidates_lie_in_the_text_in_order(text: str) -> None:
    found = list(dates.propose(page_of(text)))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["2012 ", "2012-", "May ", "May and ", "(A, 2012", "1 ", "the end of ", "12/", "’"])
def test_no_line_is_too_long_to_be_read_to_its_end(piece: str) -> None:
    text = (piece * 30_000)[:30_000]
    assert all(each.end <= len(text) for each in dates.propose(page_of(text)))

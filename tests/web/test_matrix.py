import pytest

from tests.web import desks


@pytest.fixture(scope="module")
def reader(desk):
    return desks.signed_in(desk, "reader")


def test_programs_get_what_the_command_prints(reader) -> None:
    found = reader.get("/api/v1/matrix", params={"rows": "sector", "columns": "language"}).json()
    assert found["total"] == 1
    assert found["cells"] == [[1]] * len(found["rows"]["headings"])


def test_each_number_leads_to_its_cases(reader) -> None:
    page = reader.get("/matrix?rows=sector&columns=language&q=harbour").text
    assert 'href="/?q=harbour&amp;where=sector%3Dgovernment&amp;where=language%3Den"' in page
    found = reader.get("/?q=harbour&where=sector%3Dgovernment&where=language%3Den").text
    assert "1 case" in found
    assert 'aria-label="language=en: take this filter away"' in found


def test_the_file_is_csv_that_one_keeps(reader) -> None:
    answer = reader.get("/matrix.csv?rows=sector&columns=language")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.text.startswith("sector × language,en,cases\r\n")


@pytest.mark.parametrize("address", ["/matrix", "/api/v1/matrix", "/matrix.csv"])
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("rows=colour&columns=year", "here are: sector, country"),
        ("rows=year&columns=year", "choose another facet"),
        ("rows=year&columns=sector&where=colour%3Dred", "no field is called colour"),
    ],
)
def test_what_cannot_be_counted_is_told(reader, address, query, words) -> None:
    answer = reader.get(f"{address}?{query}")
    assert answer.status_code in {400, 404}
    assert words in answer.text


def test_any_text_is_a_query(reader) -> None:
    answer = reader.get("/matrix", params={"q": '"' + "word <b> " * 5_000})
    assert answer.status_code == 200
    assert "<b> word" not in answer.text

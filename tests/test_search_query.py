import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index.calendar import covered, days_of, first_day
from pipeline.index.fields import FIELDS_ASKED
from pipeline.index.query import MOST_WORDS, Asked, Condition, Phrase, Word, parse


def word(text: str, *, prefix: bool = False) -> Word:
    return Word(text=text, prefix=prefix)


def condition(field: str, value: str, *, prefix: bool = False) -> Condition:
    return Condition(field=field, value=value, prefix=prefix)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("harbour gardens", Asked(words=(word("harbour"), word("gardens")))),
        ("harb*", Asked(words=(word("harb", prefix=True),))),
        ("h*", Asked(words=(word("h"),))),
        ('"speed dating" boats', Asked(words=(word("boats"),), phrases=(Phrase(text="speed dating"),))),
        ("“speed dating”", Asked(phrases=(Phrase(text="speed dating"),))),
        ('"speed dating', Asked(words=(word("speed"), word("dating")))),
        ("-boats", Asked(without=(word("boats"),))),
        ('-"slow boats"', Asked(without=(Phrase(text="slow boats"),))),
        ("speed-dating -5 a - b --c", Asked(words=tuple(map(word, ("speed-dating", "5", "a", "-", "b", "--c"))))),
        ("actor:Lyon", Asked(conditions=(condition("actor", "Lyon"),))),
        ('Actor:"City of Graz" fair', Asked(words=(word("fair"),), conditions=(condition("actor", "City of Graz"),))),
        ("place:Gra*", Asked(conditions=(condition("place", "Gra", prefix=True),))),
        ("-sector:business", Asked(excluded=(condition("sector", "business"),))),
        ("after:2012-05 before:2014", Asked(conditions=(condition("after", "2012-05"), condition("before", "2014")))),
        ("state:blank", Asked(conditions=(condition("state", "blank"),))),
        ("state:finance/means=unknown", Asked(conditions=(condition("state", "finance/means=unknown"),))),
        ("url:https://a.example/b", Asked(conditions=(condition("url", "https://a.example/b"),))),
        ("https://a.example COVID-19: what", Asked(words=tuple(map(word, ("https://a.example", "COVID-19:", "what"))))),
        ("event: fair", Asked(words=(word("event:"), word("fair")))),
        ("", Asked()),
    ],
)
def test_a_query_is_read_as_it_is_meant(text, asked):
    assert parse(text) == asked


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("actro:Lyon", "did you mean actor:"),
        ("after:soon", "after: needs a date"),
        ("state:happy", "state: needs answered"),
        ("x" * 200_000, "only the first 100,000 characters"),
        (" ".join(map(str, range(500))), f"only the first {MOST_WORDS} words"),
    ],
)
def test_what_cannot_be_taken_so_is_words_and_told(text, note):
    asked = parse(text)
    assert asked.words
    assert not asked.conditions
    assert note in " ".join(asked.notes)


@pytest.mark.parametrize(
    "text",
    [
        'What does "herd immunity" mean for -small towns?',
        'one two three four five six seven eight nine ten "herd immunity" -eleven',
    ],
)
def test_prose_requires_and_refuses_nothing(text):
    asked = parse(text)
    assert asked.prose
    assert asked.phrases == (Phrase(text="herd immunity"),)
    assert asked.without == ()


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*FIELDS_ASKED, ":", '"', "-", "*", " ", "x", "2012"])).map("".join)
)
def test_any_text_is_read(text):
    asked = parse(text)
    assert all(each.field in FIELDS_ASKED and each.value for each in (*asked.conditions, *asked.excluded))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012-12-31", "2012-12-31", "2012-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2012-24", "2012-12-01", "2013-02-28"),
        ("2012-33", "2012-01-01", "2012-03-31"),
        ("2012-41", "2012-07-01", "2012-12-31"),
        ("2012?/2014-05", "2012-01-01", "2014-05-31"),
        ("2012/..", "2012-01-01", None),
        ("/2012", None, "2012-12-31"),
    ],
)
def test_a_date_covers_days(value, first, last):
    days = covered(value)
    assert days
    ends = [covered(each)[0] if each else None for each in (first, last)]
    assert list(days) == ends


@pytest.mark.parametrize("value", ["", "..", "/", "soon", "2012-13", "2012-02-30", "2012/soon", "12", "2012-00"])
def test_what_is_no_date_covers_none(value):
    assert covered(value) is None
    assert first_day(value) is None


def test_a_year_is_compared_by_its_ends_and_its_months():
    days = list(days_of("2015"))
    assert len(days) == 13
    assert first_day("2015-06") in days
    assert list(days_of("2015-06-12")) == [first_day("2015-06-12")]
    assert len(list(days_of("0001/9999"))) < 1300


@given(st.text(alphabet="0123456789X-/.?~%", max_size=21))
def test_no_date_is_too_odd(value):
    assert len(list(days_of(value))) <= 1202

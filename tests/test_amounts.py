from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities import amounts
from models.candidate import AmountCandidate, Page, Passage
from models.outline import Role
from tests.marked import Marked, sentences
from tests.passages import found_in

Read = tuple[float, float | None, str | None]


def page_of(text: str, *, language: str = "en", region: str | None = None, **more: object) -> Page:
    whole = Passage.model_validate({"start": 0, "end": len(text), "text": text, "role": Role.BODY, **more})
    return Page(text=text, masked=text, title="", language=language, region=region, passages=(whole,))


def read(text: str, language: str = "en", region: str | None = None) -> list[Read]:
    found = amounts.propose(page_of(text, language=language, region=region))
    return [(each.value, each.value_to, each.currency) for each in found]


@pytest.mark.parametrize("marked", sentences("money"), ids=lambda marked: marked.text)
def test_a_sentence_tells_its_money(marked: Marked) -> None:
    found = [
        (each.start, each.end, written(each))
        for each in amounts.propose(page_of(marked.text, language=marked.language))
    ]
    assert marked.finds(found), found


def written(amount: AmountCandidate) -> str:
    upper = "" if amount.value_to is None else f"..{amount.value_to}"
    return f"{amount.value}{upper} {amount.currency}"


@pytest.mark.parametrize(
    ("language", "text", "value", "currency"),
    [
        ("en", "EUR 2.3 million", 2_300_000, "EUR"),
        ("fr", "Ils versent 12 fr. par course", 12, "CHF"),
        ("es", "unos $U 22 millones", 22_000_000, "UYU"),
        ("en", "costs of $50,000 in all", 50_000, "USD"),
        ("en", "£1.5m", 1_500_000, "GBP"),
        ("en", "$165K", 165_000, "USD"),
        ("en", "€1.2bn", 1_200_000_000, "EUR"),
        ("en", "US$ 2 billion", 2_000_000_000, "USD"),
        ("en", "$2 million USD", 2_000_000, "USD"),
        ("en", "CHF 100 per square metre", 100, "CHF"),
        ("en", "3.054.703 €", 3_054_703, "EUR"),
        ("en", "351 million euro", 351_000_000, "EUR"),
        ("en", "ten million euros", 10_000_000, "EUR"),
        ("en", "half a million dollars", 500_000, "USD"),
        ("en", "fifty thousand dollars", 50_000, "USD"),
        ("en", "In 2010 EUR 5 million", 5_000_000, "EUR"),
        ("en", "USD 1,234.56", 1234.56, "USD"),
        ("en", "A$3m", 3_000_000, "AUD"),
        ("en", "SEK 2 million", 2_000_000, "SEK"),
        ("en", "€m 3.5", 3_500_000, "EUR"),
        ("en", "EUR million 25", 25_000_000, "EUR"),
        ("en", "30 kEUR", 30_000, "EUR"),
        ("fr", "455 k€ sur deux ans", 455_000, "EUR"),
        ("fr", "2,5 M€", 2_500_000, "EUR"),
        ("fr", "200 millions d’euros", 200_000_000, "EUR"),
        ("fr", "1,5 milliard d'euros", 1_500_000_000, "EUR"),
        ("fr", "1 250 000,50 euros", 1250000.5, "EUR"),
        ("fr", "deux cent mille euros", 200_000, "EUR"),
        ("fr", "30000€", 30_000, "EUR"),
        ("de", "2,5 Mio. Euro", 2_500_000, "EUR"),
        ("de", "1,2 Mrd. €", 1_200_000_000, "EUR"),
        ("de", "Euro 50.000", 50_000, "EUR"),
        ("de", "zwei Millionen Euro", 2_000_000, "EUR"),
        ("de", "100,- Euro", 100, "EUR"),
        ("de", "1'000 Franken", 1000, "CHF"),
        ("de", "80 Tsd. €", 80_000, "EUR"),
        ("es", "1.250,50 €", 1250.5, "EUR"),
        ("es", "2.000 millones de euros", 2_000_000_000, "EUR"),
        ("es", "mil millones de euros", 1_000_000_000, "EUR"),
        ("es", "300 mil dólares", 300_000, "USD"),
        ("it", "2 milioni di euro", 2_000_000, "EUR"),
        ("it", "300 mila euro", 300_000, "EUR"),
        ("nl", "€ 250.000,-", 250_000, "EUR"),
        ("nl", "3,5 miljoen euro", 3_500_000, "EUR"),
        ("pt", "2,5 milhões de euros", 2_500_000, "EUR"),
        ("pt", "R$ 3 bilhões", 3_000_000_000, "BRL"),
    ],
)
def test_money_is_read(language: str, text: str, value: float, currency: str) -> None:
    assert read(text, language) == [(value, None, currency)]


@pytest.mark.parametrize(
    ("language", "text", "value", "upper", "currency"),
    [
        ("en", "£10 - £15m", 10_000_000, 15_000_000, "GBP"),
        ("en", "EUR 2 to 3 million", 2_000_000, 3_000_000, "EUR"),
        ("en", "between £1 million and £3 million", 1_000_000, 3_000_000, "GBP"),
        ("en", "€10,000–€20,000", 10_000, 20_000, "EUR"),
        ("en", "5-10 million euros", 5_000_000, 10_000_000, "EUR"),
        ("fr", "de 5 000 à 10 000 €", 5_000, 10_000, "EUR"),
        ("fr", "entre 5 et 10 millions d'euros", 5_000_000, 10_000_000, "EUR"),
        ("de", "10 bis 20 Mio. Euro", 10_000_000, 20_000_000, "EUR"),
        ("es", "entre 2 y 3 millones de euros", 2_000_000, 3_000_000, "EUR"),
    ],
)
def test_a_range_has_two_ends(language: str, text: str, value: int, upper: int, currency: str) -> None:
    assert read(text, language) == [(value, upper, currency)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£53 million (EUR 63 million)", [(53_000_000, "GBP"), (63_000_000, "EUR")]),
        ("€5 and €10", [(5, "EUR"), (10, "EUR")]),
        ("5€ 10€", [(5, "EUR"), (10, "EUR")]),
        ("raised from $165K in 2013 to $2.5 million in 2019", [(165_000, "USD"), (2_500_000, "USD")]),
    ],
)
def test_amounts_side_by_side_stay_apart(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(value, currency) for value, _, currency in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "15 % and 2.5 million visitors",
        "COP 21, TOP 10 and Euro 6 engines",
        "Euro 2012 in 2014 dollars",
        "2,900 pounds of waste",
        "a $9\\sigma$ effect",
        "millions of euros",
        "two thousand people, 1 million trees",
        "10 m high, 3 k long",
        "in 2010 and 2012",
    ],
)
def test_other_numbers_are_no_money(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("region", "currency"), [(None, "USD"), ("US", "USD"), ("CA", "CAD"), ("AU", "AUD"), ("FR", "USD")]
)
def test_the_country_says_whose_dollars(region: str | None, currency: str) -> None:
    assert read("$ 50", region=region) == [(50, None, currency)]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("montant", "200000", [(200_000, None, None)]),
        ("Budget (EUR)", "1.5 million", [(1_500_000, None, "EUR")]),
        ("How many people?", "200000", []),
        ("Budget", "see page 3", []),
    ],
)
def test_a_label_that_asks_for_money_makes_a_bare_number_money(question: str, text: str, expected: list[Read]) -> None:
    found = amounts.propose(page_of(text, question=question, language="fr" if question == "montant" else "en"))
    assert [(each.value, each.value_to, each.currency) for each in found] == expected


def test_an_amount_without_currency_is_the_one_that_has_it() -> None:
    text = "30000€\n30000"
    passages = tuple(
        Passage(start=start, end=end, text=text[start:end], role=Role.FIELD, question="montant")
        for start, end in ((0, 6), (7, 12))
    )
    page = Page(text=text, masked=text, title="", language="fr", region=None, passages=passages)
    (found,) = amounts.join(page, tuple(amounts.propose(page)))
    assert (found.text, found.value, found.currency, len(found.mentions)) == ("30000€", 30_000, "EUR", 2)


WRITTEN = {
    "en": ("€{:,}", ",", "EUR {} million"),
    "fr": ("{:,} €", " ", "{} millions d'euros"),
    "de": ("{:,} Euro", ".", "{} Mio. Euro"),
    "es": ("{:,} euros", ".", "{} millones de euros"),
    "it": ("{:,} euro", ".", "{} milioni di euro"),
    "nl": ("€ {:,}", ".", "{} miljoen euro"),
    "pt": ("{:,} euros", ".", "{} milhões de euros"),
}
tongues = st.sampled_from(sorted(WRITTEN))


@given(st.integers(1, 10**10), tongues)
def test_a_written_amount_reads_back(value: int, language: str) -> None:
    form, sign, _ = WRITTEN[language]
    assert read(f"xx {form.format(value).replace(',', sign)} xx", language) == [(value, None, "EUR")]


@given(st.integers(1, 9999), tongues)
def test_written_millions_read_back(tenths: int, language: str) -> None:
    number = f"{tenths // 10}.{tenths % 10}" if language == "en" else f"{tenths // 10},{tenths % 10}"
    assert read(WRITTEN[language][2].format(number), language) == [(tenths * 100_000, None, "EUR")]


@given(st.text(alphabet="0123 .,€$£kmEURio-–àtoand", max_size=80))
def test_candidates_lie_in_the_text_in_order(text: str) -> None:
    found = list(amounts.propose(page_of(text)))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(each.value_to is None or each.value < each.value_to for each in found)


@pytest.mark.parametrize("piece", ["1 ", "€", "1€", "5 million ", "one million ", "1,", "5 of ", "EUR ", "k"])
def test_no_line_is_too_long_to_be_read_to_its_end(piece: str) -> None:
    text = (piece * 30_000)[:30_000]
    assert all(each.end <= len(text) for each in amounts.propose(page_of(text)))


@pytest.mark.parametrize(
    ("language", "text", "region", "currency"),
    [
        ("en", "They paid 60 cents a litre.", "IT", "EUR"),
        ("en", "They paid 60 cents a litre.", "US", "USD"),
        ("es", "Hasta $18.000.000 por taller.", "CL", "CLP"),
        ("es", "Hasta 18.000 dólares por taller.", "CL", "USD"),
    ],
)
def test_the_pages_country_tells_whose_signs_and_cents_they_are(language, text, region, currency):
    (amount,) = found_in(amounts, page_of(text, language=language, region=region))
    assert amount.currency == currency

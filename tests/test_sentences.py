"""Pages of one sentence: the language is guessed from few words, and every other kind has a claim on them too."""

import pytest

from extractors.extract import extract
from extractors.toolkit import Toolkit
from models.record import CaseRecord
from tests.forms import capture
from tests.marked import Marked, sentences


def dates(record: CaseRecord) -> list[tuple[int, int, str]]:
    return sorted((mention.start, mention.end, date.value) for date in record.dates for mention in date.mentions)


def money(record: CaseRecord) -> list[tuple[int, int, str]]:
    return sorted(
        (mention.start, mention.end, f"{amount.value}{upper(amount.value_to)} {amount.currency}")
        for amount in record.amounts
        for mention in amount.mentions
    )


def upper(value: float | None) -> str:
    return "" if value is None else f"..{value}"


@pytest.mark.parametrize(("subject", "found"), [("dates", dates), ("money", money)])
def test_a_page_of_one_sentence_tells_what_the_sentence_tells(subject, found):
    def is_wrong(marked: Marked) -> bool:
        return not marked.finds(found(extract(capture(marked.text), Toolkit())))

    marked = sentences(subject)[::4]
    wrong = [each.text for each in marked if is_wrong(each)]
    assert len(wrong) < len(marked) / 50, wrong

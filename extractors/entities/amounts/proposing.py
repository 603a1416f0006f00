"""Every amount of money in the author's words."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.entities.amounts.finding import Money, find_money
from extractors.entities.amounts.numbers import plain
from extractors.entities.amounts.quantities import find_quantities
from extractors.entities.amounts.units import code_of
from extractors.entities.amounts.words import money_words
from extractors.entities.citations import is_reference
from extractors.entities.contacts.regions import likely_region
from extractors.vocabulary.patterns import any_of
from models.candidate import AmountCandidate, Page, Passage
from models.currency import codes
from models.vocabulary import Kind

_SAID, _ASKED = 0.96, 0.8


def propose(page: Page) -> Iterator[AmountCandidate]:
    """The amounts in the page's passages, and bare numbers that answer a label or question for money."""
    region = likely_region(page)
    for passage in page.passages:
        if is_reference(passage):
            continue
        text = page.masked[passage.start : passage.end]
        found = tuple(find_money(text, page.language, region))
        yield from (_said(passage, each) for each in found)
        if not found:
            yield from _asked(passage, page.language, region)


def _said(passage: Passage, money: Money) -> AmountCandidate:
    return AmountCandidate(
        start=passage.start + money.start,
        end=passage.start + money.end,
        extractor="amounts.said",
        confidence=_SAID,
        value=plain(money.value),
        value_to=None if money.upper is None else plain(money.upper),
        currency=money.currency,
    )


def _asked(passage: Passage, language: str, region: str | None) -> Iterator[AmountCandidate]:
    """A passage that is nothing but a number, under a label that asks for money."""
    label = passage.question or ""
    asked = _asks(language).search(label)
    if asked is None and Kind.AMOUNT not in passage.expects:
        return
    text = passage.text.strip()
    quantities = find_quantities(text, language) if text[:1].isdigit() else ()
    if len(quantities) == 1 and quantities[0].end == len(text):
        start = passage.start + passage.text.index(text)
        yield AmountCandidate(
            start=start,
            end=start + len(text),
            extractor="amounts.asked",
            confidence=_ASKED,
            value=plain(quantities[0].number),
            currency=_currency_of(label, language, region),
        )


def _currency_of(label: str, language: str, region: str | None) -> str | None:
    """The currency that a label names (`Budget (EUR)`)."""
    found = (code_of(words, language, region) for words in re.findall(r"[^\W\d_]+|[€$£¥]", label))
    return next((code for code in found if code in codes()), None)


@cache
def _asks(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(money_words(language).asks_amount)}(?!\w)", re.IGNORECASE)

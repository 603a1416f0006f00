"""Telephone numbers in running text."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from phonenumbers import (
    Leniency,
    PhoneNumberFormat,
    PhoneNumberMatch,
    PhoneNumberMatcher,
    format_number,
    parse,
    region_code_for_number,
)

from extractors.entities.contacts.words import contact_words
from extractors.vocabulary.patterns import any_of

# As the longest written number with blanks, brackets, trunk prefix and a second extension; longer rows are tables.
_LONGEST = 60
_EXTENSION = 14
_CUE_REACH = 40
_FEWEST_DIGITS = 6
_MOST_DIGITS = 15  # E.164
_RUN = re.compile(r"(?<![\w/@=#&?+-])(?<!\d[.,])(?:\+|\(\+?)?\d[\d \t\xa0().\-‑–/]*\d(?![\w@])")
# Grouped as in North America: 3, 3 and 4 digits.
_THREE_THREE_FOUR = re.compile(r"(?:1[ .\-‑–])?\(?\d{3}\)?[ .\-‑–]{0,2}\d{3}[.\-‑– ]\d{4}$")
_SIGN = "☎☏✆📞📱"


class Phone(NamedTuple):
    """A number and its range; `value` is E.164, or bare digits where its country is unknown."""

    start: int
    end: int
    value: str
    labelled: bool


def find_phones(text: str, region: str | None) -> Iterator[Phone]:
    """The numbers in `text`, in order; `region` (ISO 3166-1 alpha-2) reads those without a country's prefix.

    A number counts where the numbering plan knows it and its form or a label before it says that it is meant as one;
    after a label, or in a form that only telephones have, also where the plan does not know it. Fax numbers are
    left out.
    """
    for run in _RUN.finditer(text):
        digits = sum(character.isdigit() for character in run[0])
        if digits < _FEWEST_DIGITS or len(run[0]) > _LONGEST:
            continue
        before = text[max(0, run.start() - _CUE_REACH) : run.start()]
        if _cues().fax.search(before):
            continue
        labelled = bool(_cues().phone.search(before))
        for phone in _in_run(text, run, region, labelled=labelled):
            region = region or _region_of(phone.value)
            yield phone


def _in_run(text: str, run: re.Match[str], region: str | None, *, labelled: bool) -> Iterator[Phone]:
    words = text[run.start() : run.end() + _EXTENSION]
    region = region or _region_of_form(run[0])
    known = _matches(words, region, Leniency.VALID, len(run[0]))
    if known and region is None:
        known = _matches(words, region_code_for_number(known[0].number), Leniency.VALID, len(run[0]))
    if not known and (labelled or run[0].startswith("+") or _THREE_THREE_FOUR.fullmatch(run[0])):
        known = _matches(words, region, Leniency.POSSIBLE, len(run[0]))
    for match in known:
        if labelled or _is_meant(match.raw_string):
            value = format_number(match.number, PhoneNumberFormat.E164)
            yield Phone(run.start() + match.start, run.start() + match.end, value, labelled)
    if not known and labelled:
        digits = re.sub(r"\D", "", run[0])
        if len(digits) <= _MOST_DIGITS:
            plus = "+" if run[0].lstrip("(").startswith("+") else ""
            yield Phone(run.start(), run.end(), plus + digits, labelled)


def _matches(words: str, region: str | None, leniency: int, reach: int) -> list[PhoneNumberMatch]:
    return [match for match in PhoneNumberMatcher(words, region, leniency=leniency) if match.start < reach]


def _region_of(value: str) -> str | None:
    """The country of a number with its prefix: other numbers beside it are of the same."""
    return region_code_for_number(parse(value)) if value.startswith("+") else None


def _region_of_form(words: str) -> str | None:
    """A country where a number of this form can be dialled: `00` leads abroad all over Europe."""
    if words.startswith("00"):
        return "FR"
    return "US" if _THREE_THREE_FOUR.fullmatch(words) else None


def _is_meant(raw: str) -> bool:
    """Whether a number's form alone says that it is a telephone's: a prefix, a trunk zero with groups, 3-3-4."""
    if raw.startswith(("+", "(+", "00")):
        return True
    grouped = re.search(r"\d[^\d]+\d", raw) is not None
    return (grouped and raw.startswith(("0", "(0"))) or _THREE_THREE_FOUR.match(raw) is not None


class _Cues(NamedTuple):
    phone: re.Pattern[str]
    fax: re.Pattern[str]


@cache
def _cues() -> _Cues:
    words = contact_words()
    fax = rf"(?i:\b{any_of(words.fax)}\b)"
    between = r"[^\w\n+(]{0,4}(?:\([^()\n]{0,16}\)|no\.?|nr\.?|n°|number|is|us at|at|on)?[^\w\n+(]{0,4}[(+]{0,2}$"
    return _Cues(
        phone=re.compile(rf"(?:\b(?i:{any_of(words.phone)})\b|[{_SIGN}])\ufe0f?(?:[ .]*[/&][ ]*{fax})?{between}"),
        fax=re.compile(rf"(?<![/&])(?<![/&] ){fax}{between}"),
    )

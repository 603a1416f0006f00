"""Telephone numbers in running text."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
_FEWEST_UNGROUPED = 9
_MOST_DIGITS = 15  # E.164
_RUN = re.compile(r"(?<![\w/@=#&?+-])(?<!\d[.,])(?:\+\(?|\(\+?)?\d[\d \t().\-‑–/]*\d(?![\w@])")
_DIALLED_ABROAD = re.compile(r"\(?\+|00")
_TRUNK_OR_AREA = re.compile(r"0\d*[^\d\s]?\s?\d|(?:\d[ -]?)?\(\d{1,5}\)")
# (56-32) 229 31 00: a country's prefix and an area code.
_PREFIX_AND_AREA = re.compile(r"\((\d{1,3})-(\d{1,4})\)")
# Grouped as in North America: 3, 3 and 4 digits.
_THREE_THREE_FOUR = re.compile(r"(?:1[ .\-‑–])?\(?\d{3}\)?[ .\-‑–]{0,2}\d{3}[.\-‑– ]\d{4}(?!\d)")
_GROUPS = re.compile(r"\d+(?:[ \-‑–]\d+)+|\d{2,4}(?:\.\d{2,4}){3,}")
_YEAR = r"(?:1[5-9]|20)\d\d"
# Years, dates, thousands and addresses of machines are grouped too.
_OTHER_GROUPS = re.compile(
    rf"{_YEAR}[ \-‑–]{_YEAR}|{_YEAR}([ \-‑–])\d\d\1\d\d|\d{{1,2}}(?: \d{{3}})+"
    rf"|(?:\d\d?[./]\d\d?[./]?(?:{_YEAR}|\d\d)? ?[-–] ?)?\d\d?([ .\-‑–/])\d\d?\2(?:{_YEAR}|\d\d)"
    r"|(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}(?:1?\d?\d|2[0-4]\d|25[0-5])"
)
# 0123-24 · 0123/24: the next number's last digits.
_RANGE = re.compile(r"[-‑–/]\d{1,2}$")
_FILE = re.compile(r"\.[a-z]\w{1,4}\b")
_CLAUSE_END = re.compile(r"\s*(?:$|[\n.,;:!?()\[\]|/–·•])|\s+(?:and|or|und|oder|et|ou|y|o|e|en|of|lub|i)\s")
_MONEY = re.compile(r"[$€£¥]\s?$")
_SIGN = "☎☏✆📞📱"


class Phone(NamedTuple):
    """A number and its range; `value` is E.164, or bare digits where its country is unknown."""

    start: int
    end: int
    value: str
    labelled: bool


def find_phones(text: str, *regions: str | None, is_contact: bool = False) -> Iterator[Phone]:
    """The numbers in `text`, in order; `regions` (ISO 3166-1 alpha-2), the likeliest first, read those without a
    country's prefix.

    A number counts where the numbering plan knows it and its form or the words before it say that it is meant as one;
    after a label, in a form that only telephones have, or with a trunk zero where it is told how to reach somebody
    (`is_contact`), also where the plan does not know it. Fax numbers are left out.
    """
    told: list[str | None] = [region for region in regions if region] or [None]
    for run in _RUN.finditer(text):
        digits = sum(character.isdigit() for character in run[0])
        if digits < _FEWEST_DIGITS or len(run[0]) > _LONGEST or _FILE.match(text, run.end()):
            continue
        before = text[max(0, run.start() - _CUE_REACH) : run.start()]
        if _cues().fax.search(before) and not _cues().phone.search(before):
            continue
        for phone in _in_run(text, run, before, told, is_contact=is_contact):
            told = told if any(told) else [_region_of(phone.value)]
            yield phone


def _in_run(
    text: str, run: re.Match[str], before: str, regions: Sequence[str | None], *, is_contact: bool
) -> Iterator[Phone]:
    words = _PREFIX_AND_AREA.sub(r"+\1 \2 ", text[run.start() : run.end() + _EXTENSION])
    labelled = _cues().phone.search(before) is not None
    asked_for = labelled or _cues().dialling.search(before) is not None
    likely = [region or _region_of_form(run[0]) for region in regions]
    known = _known(words, likely, len(run[0])) or _known(_RANGE.sub("", run[0]), likely, len(run[0]))
    is_dialled = is_contact and run[0].startswith("0") and _TRUNK_OR_AREA.match(run[0])
    if not known and (labelled or is_dialled or run[0].startswith("+") or _THREE_THREE_FOUR.fullmatch(run[0])):
        known = _matches(words, regions[0] or _region_of_form(run[0]), Leniency.POSSIBLE, len(run[0]))
        known = [match for match in known if match.start == 0] if is_dialled else known
    for match in known:
        start, end = run.start() + match.start, run.start() + match.end
        if asked_for or _is_meant(match.raw_string, before, text[end : end + _EXTENSION]):
            yield Phone(start, end, format_number(match.number, PhoneNumberFormat.E164), labelled)
    if not known and labelled:
        digits = re.sub(r"\D", "", run[0])
        if len(digits) <= _MOST_DIGITS:
            plus = "+" if run[0].lstrip("(").startswith("+") else ""
            yield Phone(run.start(), run.end(), plus + digits, labelled)


def _known(words: str, regions: Iterable[str | None], reach: int) -> list[PhoneNumberMatch]:
    """The numbers that the plan of one of the regions knows, the first of them deciding."""
    for region in regions:
        known = _matches(words, region, Leniency.VALID, reach)
        if known and region is None:
            # Others beside it have no prefix of their own.
            known = _matches(words, region_code_for_number(known[0].number), Leniency.VALID, reach)
        # A piece of a number that has a prefix is none.
        if known and (known[0].start == 0 or not words.startswith("+")):
            return known
    return []


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


def _is_meant(raw: str, before: str, behind: str) -> bool:
    """Whether a number's form says that it is a telephone's: a prefix, a trunk zero, an area code in brackets, 3-3-4;
    where it has other groups, only if it stands in its clause as a number by itself.
    """
    if _DIALLED_ABROAD.match(raw):
        return True
    if _cues().numbered.search(before) or _OTHER_GROUPS.fullmatch(raw):
        return False
    if _THREE_THREE_FOUR.match(raw):
        return True
    if _TRUNK_OR_AREA.match(raw):
        return not raw.isdecimal() or len(raw) >= _FEWEST_UNGROUPED
    return _GROUPS.fullmatch(raw) is not None and not _MONEY.search(before) and _CLAUSE_END.match(behind) is not None


class _Cues(NamedTuple):
    phone: re.Pattern[str]
    dialling: re.Pattern[str]
    fax: re.Pattern[str]
    numbered: re.Pattern[str]


@cache
def _cues() -> _Cues:
    words = contact_words()
    fax = rf"(?:\b(?i:{any_of(words.fax)})\b|\bF\b)"
    between = r"[^\w\n+(]{0,4}(?:\([^()\n]{0,16}\)|no\.?|nr\.?|n°|number|is|us at|at|on)?[^\w\n+(]{0,4}[(+]{0,2}$"
    return _Cues(
        phone=re.compile(rf"(?:\b(?i:{any_of(words.phone)})\b|[{_SIGN}])\ufe0f?(?:[ .]*[/&][ ]*{fax})?{between}"),
        dialling=re.compile(rf"\b(?i:{any_of(words.dialling)})\b{between}"),
        fax=re.compile(rf"{fax}{between}"),
        numbered=re.compile(
            rf"(?<!\w)(?i:{any_of(words.numbered)}s?(?!\w)\W{{0,4}}(?:(?:no|nr|n|number|id|is|was|of)\b\W{{0,3}})?)$"
        ),
    )

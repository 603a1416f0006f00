"""Whether a bare number between 1000 and 2099 is a year: what stands around it tells."""

import re
from functools import cache
from typing import NamedTuple

from extractors.entities.dates.ranges import Told
from extractors.entities.dates.words import date_words
from extractors.vocabulary.patterns import any_of
from models.candidate import Passage
from models.vocabulary import Kind

_REACH = 48
# Years before need a sign that follows: `resulted in 1711 roofs` counts roofs.
_OLD = 1800
_GLUED_BEFORE = re.compile(r"[\w/#$€£¥§°+=@_\\&<]$|\w[-.]$|\d[.,: \xa0]$|n[°º] ?$", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"\w|[-–/_]\w|[.,:]\d|[%‰°€$£¥=@\\]| ?(?:%|€|\$|£|°)")
_PREFIX = re.compile(r"(?<!\w)(?:pre|post|mid|mi)-$", re.IGNORECASE)
_CODE = re.compile(r"(?:\b[A-Z]{3}|[$€£¥])\s?$")
_CLOSED = re.compile(r"\s*(?:$|[.,;:!?)\]»”\"]|[-–—](?!\d))")
_NAME_BEFORE = re.compile(r"[^\W\d_a-zà-ÿ][\w'’-]*[ \xa0]$")
_YEAR_BEFORE = re.compile(r"(?:1\d|20)\d\d\)?(?:,| ?[/&]|,? \w{1,3}) ?$")
# May, 2000
_COMMA = re.compile(r"^[^\d,]+,\s*\d{4}$")
_OPENED = re.compile(r"[(\[]\s?$")


def is_year(passage: Passage, told: Told, *, after_year: bool, capital_nouns: bool = False) -> bool:
    """Whether the bare year (or range of them) that was told in the passage is one; `after_year` says that the number
    before it was, `capital_nouns` that a capital does not make a name (German).
    """
    text = passage.text
    words = text[told.start : told.end]
    before = text[max(0, told.start - _REACH) : told.start]
    after = text[told.end : told.end + _REACH]
    if _is_number(before, after):
        return False
    is_range, old = "/" in told.value, int(told.value[:4]) < _OLD
    opened = _words().opening_cue.search(before) is not None
    cued = opened or _words().cue.search(before) is not None
    if _counts("" if is_range else before, after, opened=opened):
        return False
    if text.strip() == words:
        return Kind.DATE in passage.expects or not _asks_number(passage.question or "")
    if is_range and (not old or _OPENED.search(before)):
        return _is_period(words, told.value)
    if _is_of_name(before, after, cued=cued):
        return False
    closed = _CLOSED.match(after) is not None
    if not words[0].isdigit():
        return cued  # ’98
    if not old and ((after_year and _YEAR_BEFORE.search(before)) or _lists_years(words, after)):
        return True
    return (cued and (closed or opened or not old)) or (
        not old and _stands_alone(before, after, closed=closed, capital_nouns=capital_nouns)
    )


def is_counted(text: str, told: Told) -> bool:
    """Whether what reads as a month and its year is none: `In May, 2000 people came`."""
    return _COMMA.search(text[told.start : told.end]) is not None and _words().counted.match(text, told.end) is not None


def _is_number(before: str, after: str) -> bool:
    """Whether the digits are a part of something longer, or money."""
    glued = _GLUED_BEFORE.search(before) and not _PREFIX.search(before)
    return bool(glued or _GLUED_AFTER.match(after) or _CODE.search(before))


def _is_period(words: str, value: str) -> bool:
    """Whether a range of years is one: across a stroke only neighbours are (`2015/2016`), else it numbers a law."""
    first, _, last = value.partition("/")
    return "/" not in words or last == ".." or int(last[:4]) - int(first[:4]) == 1


def _counts(before: str, after: str, *, opened: bool) -> bool:
    """Whether the number says how many; after a cue that opens a sentence (`In 2010 residents …`) it does not."""
    words = _words()
    return words.counting.search(before) is not None or (not opened and words.counted.match(after) is not None)


def _lists_years(words: str, after: str) -> bool:
    """Whether a later year follows in a list: `2007, 2009 and 2013 were wet`."""
    following = _words().next_year.match(after)
    return following is not None and int(words) < int(following["year"])


def _is_of_name(before: str, after: str, *, cued: bool) -> bool:
    """Whether the year belongs to the name of a law, plan or programme (`Flood Act 1990`, `the 2030 Agenda`)."""
    words = _words()
    return words.name_before.search(before) is not None or (not cued and words.name_after.match(after) is not None)


def _stands_alone(before: str, after: str, *, closed: bool, capital_nouns: bool) -> bool:
    """Whether a number without a cue is a year by its place: in brackets, opening a line, closing a clause."""
    if _OPENED.search(before) or (not before.strip() and re.match(r"\s*[:–—-]|\s+[^\W\d_]", after)):
        return True
    words = _words()
    if words.article.search(before) or (words.clause.search(before) and words.verb.match(after)):
        return True
    after_name = _NAME_BEFORE.search(before)
    if capital_nouns:
        return closed or after_name is not None or words.follower.match(after) is not None
    return closed and (after_name is None or words.clause.search(before[: after_name.start()]) is not None)


def _asks_number(question: str) -> bool:
    return _words().asks_number.search(question) is not None


class _Words(NamedTuple):
    cue: re.Pattern[str]
    opening_cue: re.Pattern[str]
    counting: re.Pattern[str]
    counted: re.Pattern[str]
    name_before: re.Pattern[str]
    name_after: re.Pattern[str]
    article: re.Pattern[str]
    clause: re.Pattern[str]
    verb: re.Pattern[str]
    follower: re.Pattern[str]
    next_year: re.Pattern[str]
    asks_number: re.Pattern[str]


@cache
def _words() -> _Words:
    words, flags = date_words(), re.IGNORECASE
    article = rf"(?:{any_of(words.articles)})"
    cue = rf"(?:{any_of(words.cues)})(?:[\s\xa0]{{1,2}}{article})?[\s\xa0]{{1,2}}[(\"“]?$"
    names, joint = any_of(words.names), any_of(words.conjunction)
    return _Words(
        cue=re.compile(rf"(?<!\w)(?:{cue}|[dl]['’]$)", flags),
        opening_cue=re.compile(rf"(?:^|[.!?:;,–—]\s+(?:{joint}\s+)?|(?<!\w){joint}\s+){cue}", flags),
        counting=re.compile(rf"(?<!\w)(?:{any_of(words.counting)})[\s\xa0]{{1,2}}$", flags),
        counted=re.compile(rf"[\s\xa0-](?:[^\W\d_]+[\s\xa0])?(?:{any_of(words.counted)})(?!\w)", flags),
        # In capitals, as in a name; of a number where the page says so.
        name_before=re.compile(
            rf"(?<!\w)(?:(?-i:(?=[A-ZÀ-Ý])){names}|{names}[\s\xa0](?:n[°º]|no\.?|nr\.?))[\s\xa0]{{1,2}}$", flags
        ),
        name_after=re.compile(
            rf"(?:[\s\xa0](?-i:[A-ZÀ-Ý])[\w-]*){{0,3}}[\s\xa0](?-i:(?=[A-ZÀ-Ý])){names}(?!\w)", flags
        ),
        article=re.compile(rf"(?<!\w){article}[\s\xa0]$", flags),
        clause=re.compile(rf"(?:^|[.!?:;,–—]\s+(?:{joint}\s+)?)$", flags),
        # Also a participle that ends the clause (`1998 gegründet.`).
        follower=re.compile(
            rf"[\s\xa0](?:{any_of(words.year_followers)}(?!\w)|[a-zäöüß]+(?:\s*(?:$|[.,;:!?)])|\s{joint}\s))"
        ),
        next_year=re.compile(rf"(?:,|,?[\s\xa0]{joint})[\s\xa0](?P<year>(?:1[89]|20)\d\d)(?!\w)", flags),
        verb=re.compile(rf"[\s\xa0](?:{any_of(words.year_verbs)})(?!\w)", flags),
        asks_number=re.compile(rf"(?<!\w)(?:{any_of(words.asks_number)})(?!\w)", flags),
    )

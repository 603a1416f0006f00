"""The noun phrase around a noun: which words beside it belong to the thing's name."""

import re

from extractors.entities.nouns.head_first import head_first
from extractors.entities.nouns.head_last import head_last
from extractors.entities.nouns.reading import Phrase, Reading

# The number of an act (`Regulation (EU) 2019/123`), a year or years, a place in a series; not what is counted or
# measured.
_OFFICIAL = re.compile(
    r"(?:[ \xa0]\((?:E[UC]|EEC|UE|CEE?|EG)\))?"
    r"(?:[ \xa0](?:[nN]\.?[°º]\.?|n[°ºo]\.?|N[or]\.?)[ \xa0]?\d(?:[\w./-]*\w)?"
    r"|[ \xa0](?:\d{1,4}/\d+|\d/(?:19|20)\d\d)(?:/[A-Z]{2,3})?\b)"
)
_NUMBER = re.compile(
    r"[ \xa0](?:\((?:19|20)\d\d\)|(?:19|20)\d\d(?:[-/–]\d{2,4})?|[IVX]{1,5}|\d{1,2}(?:\.\d{1,3}|[-–]\d{2})?)"
    r"(?![\w%°€$]|[.,]\d|[ \xa0]?(?:[%€$£(]|[Mm]i|[Ee]uro))"
)
# A name in quotes, or set off by italics, right after the noun.
_QUOTED = re.compile(
    r"[ \xa0](?:«\s?[^«»\n]{2,80}?\s?»|[“„\"][^“”„\"\n]{2,80}[”“\"]"
    r"|‘[^‘’\n]{2,80}’(?!\w)|''[^'\n]{2,80}''|\*[^*\n]{2,80}\*)"
)
_DATED = re.compile(
    r"[ \xa0](?:of|du|de|dated)[ \xa0](?:\d{1,2}(?:er|st|nd|rd|th)?[ \xa0])?"
    r"(?:[^\W\d_]{3,10}[ \xa0])?(?:19|20)\d\d(?!\w)"
)


def phrase_at(reading: Reading, first: int, last: int) -> Phrase:
    """The phrase around the noun that the tokens `first` to `last` (included) are, with its number."""
    grow = head_first if reading.rules.head == "first" else head_last
    phrase = grow(reading, first, last)
    ways = [_QUOTED, _OFFICIAL] if reading.quotes else [_OFFICIAL]
    if phrase.named or reading.rules.head == "first":
        ways.append(_NUMBER)
    if reading.dated:
        ways.append(_DATED)
    end = phrase.end
    for way in ways:
        found = way.match(reading.text, end)
        end = found.end() if found else end
    return phrase._replace(end=end, named=phrase.named or end > phrase.end)

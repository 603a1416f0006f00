"""Whether a line asks for something, as prompts of forms do."""

import re
from functools import cache

from extractors.folding import fold
from extractors.vocabulary import vocabulary
from models.frozen import Frozen

_LANGUAGES = ("en", "fr", "de", "es")
_LONGEST = 70
_LONGEST_LIMIT = 12
# Forms of address that only an order has: `Nommez`, `Nennen Sie`.
_IMPERATIVE = re.compile(r"(?!Chez|Assez)[^\W\d_]+ez\b|[^\W\d_]+e?n Sie\b")
_ENDS_ASKING = re.compile(r"[?？][\s\"'”’»)*_]*$")


class AskingWords(Frozen):
    """`openings` begin a request (please describe …), in folded words; they stand first or after a comma.

    `invitations` begin alike, and are meant for readers: please contact …. `limits` are what the length of an answer is
    counted in. `hints` open a line that says how to answer (for instance …), `directions` one on how to fill in a
    section.
    """

    openings: tuple[str, ...]
    invitations: tuple[str, ...]
    limits: tuple[str, ...]
    hints: tuple[str, ...]
    directions: tuple[str, ...]


def asks(line: str) -> bool:
    """Whether `line` reads as a prompt: it ends with a question mark, or opens as a request. At most 70 words."""
    if len(line.split()) > _LONGEST:
        return False
    return bool(_ENDS_ASKING.search(line)) or requests(line)


def requests(line: str) -> bool:
    """Whether `line`, or its part after a first comma, opens with words of request such as `Please describe`."""
    starts = [line, *line.split(",", 1)[1:]]
    folded = list(map(fold, starts))
    invites = any(_beginning("invitations").match(start) for start in folded)
    return not invites and any(_beginning("openings").match(start) for start in folded)


def hints(line: str) -> bool:
    """Whether `line`, below a prompt, says how to answer it: a request, an example, a limit (`200 words at most`)."""
    folded = fold(line)
    limits = len(line.split()) <= _LONGEST_LIMIT and _limit().search(folded) is not None
    return limits or requests(line) or _beginning("hints").match(folded) is not None


def directs(line: str) -> bool:
    """Whether `line`, below a heading and above a prompt, says how to fill in the section."""
    return hints(line) or _beginning("directions").match(fold(line)) is not None or bool(_IMPERATIVE.match(line))


@cache
def _limit() -> re.Pattern[str]:
    units = {fold(each) for language in _LANGUAGES for each in _asking_words(language).limits}
    return re.compile(rf"\b\d+ (?:{'|'.join(sorted(units))})\b")


@cache
def _beginning(which: str) -> re.Pattern[str]:
    words = [words for language in _LANGUAGES for words in getattr(_asking_words(language), which)]
    longest_first = sorted(map(re.escape, map(fold, words)), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)})\b")


def _asking_words(language: str) -> AskingWords:
    words: AskingWords = vocabulary(language, "asking", AskingWords)
    return words

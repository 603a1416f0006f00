"""Whether a line asks for something, as prompts of forms do."""

import re
from functools import cache

from extractors.folding import fold
from extractors.vocabulary import vocabulary
from models.frozen import Frozen

_LONGEST = 70
_ENDS_ASKING = re.compile(r"[?？][\s\"'”’»)*_]*$")


class AskingWords(Frozen):
    """`openings` begin a request (please describe …), in folded words; they stand first or after a comma.

    `invitations` begin alike, and are meant for readers: please contact ….
    """

    openings: tuple[str, ...]
    invitations: tuple[str, ...]


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


@cache
def _beginning(which: str) -> re.Pattern[str]:
    words = [words for language in ("en", "fr", "de", "es") for words in getattr(_asking_words(language), which)]
    longest_first = sorted(map(re.escape, map(fold, words)), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)})\b")


def _asking_words(language: str) -> AskingWords:
    words: AskingWords = vocabulary(language, "asking", AskingWords)
    return words

"""Whose name an e-mail address bears: `jane.doe@…` and `jdoe@…` are Jane Doe's."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.entities.naming.words import Word
from extractors.folding import fold
from models.candidate import Page

_SIGN = re.compile(
    r"@|[(\[]\s*(?:at|arobase|@)\s*[)\]]"
    r"|(?<=\w) (?:at|chez|arobase|arroba|bei) (?=[\w-]+ ?(?:\.|\b(?:dot|point|punto|punkt)\b))",
    re.IGNORECASE,
)
_BOX = re.compile(r"([\w.+-]+)\s*$")
_LONGEST = 64
_SHORTEST = 3


def mailboxes(page: Page) -> tuple[str, ...]:
    """The parts before the sign of the page's addresses, each once, folded."""
    return _mailboxes(page.text)


@lru_cache(maxsize=4)
def _mailboxes(text: str) -> tuple[str, ...]:
    before = (_BOX.search(text, max(0, sign.start() - _LONGEST), sign.start()) for sign in _SIGN.finditer(text))
    return tuple(dict.fromkeys(fold(match[1].replace("_", ".")) for match in before if match))


def owns(box: str, name: Sequence[Word]) -> bool:
    """Whether the mailbox is made of the name's words: surname with given name or initial, or surname alone."""
    parts = [word.folded.replace("-", "").replace("'", "") for word in name if len(word.text) > 1]
    joined = box.replace(" ", "")
    return len(parts) > 1 and any(_is_made_of(joined, parts, begin) for begin in range(1, len(parts)))


def _is_made_of(box: str, parts: Sequence[str], begin: int) -> bool:
    """Whether it is made of the given names before `begin` and the surname, or the first of two, from there on."""
    given = parts[0]
    initials = "".join(part[0] for part in parts[:begin])
    for surname in {"".join(parts[begin:]), parts[begin]}:
        if len(surname) < _SHORTEST:
            continue
        # A second initial may stand between.
        if box.startswith(given) and box.endswith(surname) and len(box) <= len(given + surname) + 3:
            return True
        if box in {
            surname,
            surname + given,
            given[0] + surname,
            surname + given[0],
            given + surname[0],
            initials + surname,
        }:
            return True
    return False

"""Whose name an e-mail address bears: `jane.doe@…` and `jdoe@…` are Jane Doe's."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.entities.naming.words import Word
from extractors.folding import fold
from models.candidate import Page

_SIGN = re.compile(r"@|[(\[]\s*(?:at|arobase|@)\s*[)\]]|(?<=\w) at (?=[\w-]+ ?(?:\.|\bdot\b))", re.IGNORECASE)
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
    if len(parts) < 2 or len(parts[-1]) < _SHORTEST:
        return False
    given, surname = parts[0], parts[-1]
    joined = box.replace(" ", "")
    # A second initial may stand between.
    if joined.startswith(given) and joined.endswith(surname) and len(joined) <= len(given + surname) + 3:
        return True
    return joined in {
        given + surname,
        surname + given,
        given[0] + surname,
        surname + given[0],
        given + surname[0],
        surname,
        "".join(part[0] for part in parts[:-1]) + surname,
    }

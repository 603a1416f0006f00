"""Whose name an e-mail address bears: `jane.doe@…` and `jdoe@…` are Jane Doe's."""

import re
from collections.abc import Sequence

from extractors.entities.words import Word
from extractors.folding import fold
from models.candidate import Page

_BOX = re.compile(r"([\w.+-]+)\s*(?:@|[(\[]\s*(?:at|arobase|@)\s*[)\]]|\s+at\s+(?=[\w-]+\s?(?:\.|\bdot\b)))")
_SHORTEST = 3


def mailboxes(page: Page) -> tuple[str, ...]:
    """The parts before the sign of the page's addresses, each once, folded."""
    return tuple(dict.fromkeys(fold(match[1].replace("_", ".")) for match in _BOX.finditer(page.text)))


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

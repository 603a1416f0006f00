"""Word lists as regular expressions."""

import re
from collections.abc import Collection


def any_of(words: Collection[str]) -> str:
    """A pattern of any of the words, the longest first; a blank stands for any blanks, `'` for any apostrophe."""
    if not words:
        return r"(?!)"
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_pattern(word) for word in ordered) + ")"


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"[ \t\xa0]+").replace("'", "['’ʼ]")

"""What charset bytes look like, by the letters that they spell, and when that weighs more than what a page says."""

import re

import chardet
from chardet.enums import EncodingEra

from extractors.readers.codec import codec_of

COMMONEST = "cp1252"
"""What servers claim unasked, and what bytes that tell nothing most likely are."""

_ERAS = EncodingEra.ALL & ~EncodingEra.MAINFRAME
_SAMPLE = 500_000
_UNREAD = re.compile(rb"<(script|style)\b.*?(?:</\1|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_FOREIGN_WORD = re.compile(rb"\S*[\x80-\xff]\S*")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_OF_LATIN_9 = re.compile("[A-Za-z][ŠšŽžŒœŸ]|[ŠšŽžŒœŸ][A-Za-z]|€")
_SOME = 0.3
_IDLE = 0.04
_LIKELY = 0.12
_SURE = 0.22
_RIVAL = 0.7


class Detection:
    """What `content` looks like, its markup and scripts left out."""

    def __init__(self, content: bytes) -> None:
        self._content = content[:_SAMPLE]
        self._sample = _UNREAD.sub(b" ", self._content)
        self._scores = scores_of(self._sample)

    @property
    def is_mostly_ascii(self) -> bool:
        """Whether the bytes may be a text in Latin letters, whatever the others are."""
        return len(_BEYOND_ASCII.findall(self._content)) <= _SOME * len(self._content)

    @property
    def best(self) -> str | None:
        """The likeliest codec; the commonest for a text in Latin letters whose few other bytes tell nothing."""
        best = next(iter(self._scores), None)
        if best is None or self._scores[best] < _IDLE:
            return COMMONEST if self.is_mostly_ascii else None
        if best == "iso8859-15" and not _OF_LATIN_9.search(self._sample.decode(best)):
            return COMMONEST
        return best

    def belies(self, codec: str) -> bool:
        """Whether the bytes clearly look like something else than the declared `codec`.

        The commonest is declared by many who never thought of it: a sure guess weighs more. Any other is measured on
        the words that are not ASCII, since it may be declared for a few foreign words on an English page.
        """
        text = self._sample.decode(codec, "replace")
        if _is_misread(text):
            return True
        is_common = codec == COMMONEST
        scores = self._scores if is_common else scores_of(b" ".join(_FOREIGN_WORD.findall(self._sample)))
        best = self.best if is_common else next(iter(scores), None)
        score = scores.get(best or codec, 0)
        rival = 1 if is_common and score >= _SURE else _RIVAL
        if best is None or score < _LIKELY or scores.get(codec, 0) >= rival * score:
            return False
        return text != self._sample.decode(best, "replace")


def scores_of(sample: bytes) -> dict[str, float]:
    """How much `sample` looks like what each codec writes, from 0 to 1, the likeliest first."""
    scores: dict[str, float] = {}
    for told in chardet.detect_all(sample, ignore_threshold=True, encoding_era=_ERAS):
        codec = codec_of(told["encoding"])
        if codec:
            scores.setdefault(codec, told["confidence"])
    return scores


def _is_misread(text: str) -> bool:
    """Whether C1 controls show, or most words beyond ASCII mix Latin letters with others."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return _C1.search(text) is not None or 2 * sum(map(_mixes, words)) > max(len(words), 4)


def _mixes(word: str) -> bool:
    latin = sum(character < "\u0250" or "\u1e00" <= character < "\u1f00" for character in word)
    return 0 < latin < len(word)

"""Words that only refer to what others wrote: reference lists and citations say nothing of the case."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.folding import fold
from extractors.vocabulary import languages, vocabulary
from extractors.vocabulary.patterns import any_of
from models.candidate import Passage
from models.document import Span
from models.frozen import Frozen

_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
_NAME = r"(?:[^\W\d_a-z][\w'’.\-]*|et al\.?|and|und|et|y|&|van|von|de|der)"
# Doe · Doe and Roe · Doe, Roe & Poe · Doe et al. · WHO
_AUTHORS = rf"(?:see |cf\.? |e\.g\. |in )?{_NAME}(?:,? {_NAME}){{0,7}}"
_PAGES = r"(?:[:,] ?(?:pp?\.? ?)?\d[\d–-]{0,9})?"
_ONE = rf"{_AUTHORS},? \(?{_YEAR}\)?(?:[,/] ?{_YEAR}){{0,3}}{_PAGES}"
# (Doe, 2011) · [Doe et al., 2011; Roe and Poe 2012: 12] · (Doe, 2011, A Title; Roe, 2012)
_IN_BRACKETS = re.compile(rf"[(\[]\s?{_ONE}(?:\s?[;,][^()\[\]\n]{{0,400}})?\s?[)\]]")
_SURNAME = r"[^\W\d_a-z][\w'’\-]+"
_INITIALS = r"(?:[^\W\d_a-z]\.[ \-]?){1,3}"
# After an author: another, the year, editors; no words of a sentence (`Washington, D.C., has …`, `The U.S. has …`).
_GOES_ON = (
    rf"(?=[,;]?\s?(?:(?:&|and|et|und|y)\s)?{_SURNAME},? {_INITIALS}|[,;.]\s?\(?{_YEAR}|\s?\({_YEAR}"
    r"|[,;]?\s?(?:&|et al|\([Ee]ds?\b))"
)
# Doe, J., & Roe, R. (Eds.). (2011) · 505, no. 7484 (2014)
_LISTED = re.compile(
    rf"{_SURNAME}, {_INITIALS}{_GOES_ON}[^\n]{{0,200}}?\({_YEAR}\)"
    rf"|\b\d{{1,4}}(?:, no\.? ?\d{{1,5}}| ?\(\d{{1,5}}\)) \({_YEAR}\)"
)
# Doe et al. (2011) · Doe et al. 2011
_IN_TEXT = re.compile(rf"\bet al\.?,? \(?{_YEAR}\)?")
# Doe, J. (2011). · [3] Doe, J. and Roe, R. 2011. · 12. DOE J., ROE R. · Doe, J. A Title
_ENTRY = re.compile(
    rf"\W{{0,3}}(?:\[?\d{{1,3}}[\].)]\s*)?{_SURNAME}"
    rf"(?:,? {_INITIALS}{_GOES_ON}|, {_INITIALS}(?<=\s)[\"“«'\d(]?[^\W\d_a-z])"
)
_NUMBERED_NOTE = re.compile(r"\s*(?:\[\^?\d{1,3}\]:?|\^\d{1,3}|[¹²³⁴-⁹]+)\s*\S")
# Longer paragraphs tell of more than of a work whose identifier they hold.
_LONGEST_ENTRY = 600
_IDENTIFIER = re.compile(r"\b(?:doi\.org/|doi: ?10\.|10\.\d{4,9}/|(?:isbn|issn)[ :]*[\dX-])", re.IGNORECASE)


class CitationWords(Frozen):
    """What `<language>/citations.yaml` holds: headings of reference lists, and words before what is referred to."""

    references: tuple[str, ...]
    referring: tuple[str, ...]


def is_reference(passage: Passage) -> bool:
    """Whether the passage is an entry of a reference list or a footnote that only cites."""
    heading = fold((passage.section or "").replace("_", " "))
    if heading in _headings() or fold(passage.question or "") in _headings():
        return True
    text = passage.text
    has_year = re.search(rf"\b{_YEAR}\b", text) is not None
    if _ENTRY.match(text) and has_year:
        return True
    if len(text) > _LONGEST_ENTRY:
        return False
    return (has_year and _IDENTIFIER.search(text) is not None) or bool(_NUMBERED_NOTE.match(text) and "://" in text)


def citations(text: str) -> Iterator[Span]:
    """The ranges of `text` that cite a work by its author and year."""
    for pattern in (_IN_BRACKETS, _LISTED, _IN_TEXT):
        for match in pattern.finditer(text):
            yield Span(start=match.start(), end=match.end())


def refers(before: str) -> bool:
    """Whether the words `before` something announce it as a reference (`Retrieved from`, `according to`)."""
    return _referring().search(before) is not None


@cache
def _words() -> tuple[CitationWords, ...]:
    return tuple(vocabulary(language, "citations", CitationWords) for language in languages())


@cache
def _headings() -> frozenset[str]:
    return frozenset(fold(heading) for each in _words() for heading in each.references)


@cache
def _referring() -> re.Pattern[str]:
    words = any_of([word for each in _words() for word in each.referring])
    return re.compile(rf"\b(?i:{words})\b\W{{0,3}}(?:\w{{1,12}}\W{{1,3}}){{0,4}}$")

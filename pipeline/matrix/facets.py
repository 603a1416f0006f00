"""The facets that a matrix may have as rows or columns."""

from typing import NamedTuple

from rapidfuzz.process import extractOne

from models.errors import UnknownNameError, UsageError
from pipeline.index.analysis import fold_value

PLAIN = (
    *("sector", "country", "event_kind", "instrument_kind", "template", "language", "source", "year", "currency"),
    *("actor", "place", "event", "instrument", "answered", "finding"),
)
OF_A_QUESTION = ("answer", "state")
_CODES = frozenset({"country", "currency"})
_LIKELY = 60


class Facet(NamedTuple):
    """`prefix` begins the values of one question's facet in the index; it is empty for a plain one."""

    name: str
    field: str
    prefix: str = ""

    def where(self, value: str) -> str:
        """The condition by which search finds the cases with the value."""
        return f"{self.field}={self.prefix}{value}"

    def shown(self, value: str) -> str:
        """The value as it is written: codes in capitals."""
        return value.upper() if self.field in _CODES else value

    def is_of(self, condition: str) -> bool:
        """Whether the condition speaks of the same."""
        return fold_value(condition).startswith(f"{self.field}={self.prefix}")


def read_facet(name: str) -> Facet:
    """The facet of that name: a plain one, or `answer:QUESTION`, `state:QUESTION`.

    Raises UnknownNameError, which lists those that there are.
    """
    field, colon, question = name.partition(":")
    if not colon and field in PLAIN:
        return Facet(name, field)
    if field in OF_A_QUESTION and fold_value(question):
        return Facet(name, field, f"{fold_value(question)}=")
    likely = extractOne(name, PLAIN, score_cutoff=_LIKELY)
    hint = f"did you mean {likely[0]}? There are" if likely else "there are"
    known = ", ".join((*PLAIN, *(f"{each}:QUESTION" for each in OF_A_QUESTION)))
    raise UnknownNameError(f"no facet is called {name[:80] or 'nothing'}; {hint}: {known}")


def read_facets(rows: str, columns: str, where: tuple[str, ...]) -> tuple[Facet, Facet]:
    """Two different facets that nothing of `where` speaks of. Raises UsageError."""
    facets = read_facet(rows), read_facet(columns)
    if facets[0][1:] == facets[1][1:]:
        raise UsageError(f"rows and columns are both {rows}; choose another facet for one of them")
    for each in where:
        spoken = next((facet for facet in facets if facet.is_of(each)), None)
        if spoken:
            raise UsageError(f"{each} filters by {spoken.name}, which is a row or column; leave one of them out")
    return facets

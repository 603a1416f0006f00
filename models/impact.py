"""What extracting anew would change in the stored records."""

from collections.abc import Mapping

from models.difference import Change
from models.frozen import Frozen
from models.report import QuarantinedPage


class Example(Frozen):
    """A change, and the case in which it would be made."""

    id: str
    change: Change


class FieldImpact(Frozen):
    """How many values of a field would appear, change and vanish, in how many cases; a few of each as examples."""

    cases: int
    appeared: int
    changed: int
    vanished: int
    examples: tuple[Example, ...]


class CaseImpact(Frozen):
    """How many values of a case would change; `fields` has them by field."""

    id: str
    title: str
    source: str
    uri: str
    changes: int
    fields: Mapping[str, int]


class ImpactReport(Frozen):
    """What became of `cases` that were extracted anew, beside what is stored.

    `changed` of them would say something else; `evidence` would say the same, but of other words or with another
    confidence; the rest would stay as they are. `worst` has the most changed ones first, `refused` those that would go
    into quarantine, or whose stored record or archived bytes cannot be read.
    """

    cases: int
    changed: int
    evidence: int
    fields: Mapping[str, FieldImpact]
    worst: tuple[CaseImpact, ...]
    refused: tuple[QuarantinedPage, ...]

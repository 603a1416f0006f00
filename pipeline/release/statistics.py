"""What a release holds, counted."""

from collections import Counter
from collections.abc import Mapping

from models.difference import KINDS
from models.record import CaseRecord, Coverage
from pipeline.release.manifest import ReleasedCase

_NO_TEMPLATE = "none"
_DECIMALS = 4


class Tally:
    """Counts of the cases added so far."""

    def __init__(self) -> None:
        self._by: dict[str, Counter[str]] = {
            name: Counter() for name in ("sources", "languages", "templates", "findings", "states", "sectors")
        }
        self._things = Counter(dict.fromkeys(KINDS, 0))
        self._filled = Counter(dict.fromkeys(KINDS, 0))
        self._coverage = Counter(dict.fromkeys(Coverage.model_fields, 0))
        self._withheld = 0

    def add(self, case: ReleasedCase) -> None:
        """Counts the case."""
        record = case.record
        self._by["sources"][record.source.name] += 1
        self._by["languages"][record.language] += 1
        self._by["templates"][record.template.key if record.template else _NO_TEMPLATE] += 1
        self._by["findings"].update(finding.code for finding in record.findings)
        self._by["states"].update(pair.state.value for section in record.sections for pair in section.pairs)
        self._by["sectors"].update(actor.sector.value for actor in record.actors)
        self._withheld += case.withheld
        self._count_things(record)

    def _count_things(self, record: CaseRecord) -> None:
        for kind in KINDS:
            found = len(getattr(record, kind))
            self._things[kind] += found
            self._filled[kind] += found > 0
        self._coverage.update(record.coverage.model_dump())

    def told(self, changes: Mapping[str, int]) -> dict[str, object]:
        """The counts, by what they are of, with those of the `changes` since the release before."""
        records = self._by["sources"].total()
        return {
            "records": records,
            **{name: dict(sorted(counts.items())) for name, counts in self._by.items()},
            "things": dict(self._things),
            "filled": {
                kind: round(count / records, _DECIMALS) if records else 0 for kind, count in self._filled.items()
            },
            "coverage": dict(self._coverage),
            "withheld": self._withheld,
            "changes": dict(changes),
        }

"""What is known of a source before a gate judges it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.level import Level, Sample, pooled

# Further back than this, a release is no measure of tonight.
_RECENT_RELEASES = 7
_FEWEST_LATELY = 20


@dataclass(frozen=True)
class Past:
    """A source's releases, the oldest first, each by its run: how it stood (`levels`), and the measures of the pages
    that came with it (`batches`); and the `fresh` pages that no release has shown yet."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    batches: Mapping[str, Mapping[str, Sample]] = field(default_factory=dict)
    fresh: Mapping[str, Sample] = field(default_factory=dict)

    def after(self, run: str) -> "Past":
        """The same, as if there had been nothing until the release of that run."""
        return Past(
            levels={name: level for name, level in self.levels.items() if name > run},
            batches={name: samples for name, samples in self.batches.items() if name > run},
            fresh=self.fresh,
        )

    @property
    def recent(self) -> Mapping[str, Level]:
        """The levels of the last releases."""
        return dict(list(self.levels.items())[-_RECENT_RELEASES:])

    @property
    def newest(self) -> Level | None:
        """The level of the last release."""
        return next(iter(list(self.levels.values())[::-1]), None)

    def came(self, measure: str) -> list[Sample]:
        """The measure of the pages that came with each release."""
        return [samples[measure] for samples in self.batches.values()]

    def came_after(self, run: str) -> int:
        """How many pages came after the release of that run, the fresh ones among them."""
        batches = (self.fresh, *(samples for name, samples in self.batches.items() if name > run))
        return sum(max((sample.pages for sample in samples.values()), default=0) for samples in batches)

    def lately(self, measure: str) -> tuple[list[Sample], Sample] | None:
        """The newest pages, which are the fresh ones filled up to twenty from the releases before, after what the
        others gave: so that a form which changes is seen in a trickle of pages, too. None where the fresh ones suffice.
        """
        newest, known = self.fresh.get(measure), self.came(measure)
        if newest is None or newest.pages >= _FEWEST_LATELY:
            return None
        while known and newest.pages < _FEWEST_LATELY:
            newest = pooled((newest, known.pop()))
        return known, newest

"""What tells that a name is a place's, and what each sort of sign is worth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.entities.naming.organisations import never_names
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import locatives, openings_of_many, place_set
from extractors.entities.naming.words import Word, words_in
from extractors.entities.places.finding import PlaceName, is_doubtful
from extractors.entities.places.spots import OF_PLACES, PlaceSpot, is_after, is_asked, is_labelled
from extractors.vocabulary.gazetteer import geography, town_countries
from extractors.vocabulary.grammar import grammar
from models.candidate import Page

# Chosen on development pages; a sort counts once a name.
_WORTH = {
    "country": 0.6,
    "world": 0.55,
    "big region": 0.5,
    "region": 0.4,
    "region elsewhere": 0.3,
    "big city": 0.4,
    "city": 0.3,
    "town": 0.3,
    "at home": 0.2,
    "noun": 0.5,
    "numbered": 0.2,
    "model": 0.4,
    "doubtful model": 0.35,
    "locative": 0.2,
    "one of many": 0.3,
    "cue": 0.15,
    "field": 0.5,
    "beside another": 0.25,
    "listed": 0.5,
    "no model": 0.1,
    "no model, locative": 0.3,
    "in title": 0.1,
    "model says else": -0.15,
    "never": -1.0,
    "small elsewhere": -0.4,
    "short form": -0.3,
}
# What the models' word is worth, by the languages that have one. The French model's places are as often something else.
_MODELS = {"en": "model", "fr": "doubtful model"}
# What a capital right beside a name takes from it there.
WITHIN_A_NAME = 0.45
_KNOWN = frozenset({"region", "region elsewhere", "big region", "big city", "city", "town"})


def weight_of(told: Iterable[str]) -> float:
    """What the signs are worth together."""
    return sum(_WORTH[sign] for sign in sorted(told))


def is_known(told: set[str]) -> bool:
    """Whether a gazetteer has the name."""
    return not told.isdisjoint(_KNOWN)


@dataclass(frozen=True)
class PlaceEvidence:
    """What the page as a whole says of its names."""

    page: Page
    spots: Sequence[PlaceSpot]

    @cached_property
    def votes(self) -> Counter[str]:
        """The countries of which the page speaks, by its countries, great regions and big cities."""
        votes = Counter[str]()
        for spot in self.spots:
            known = spot.name.known
            if known is not None and known.countries and known.big:
                at_home = (each for each in known.countries if each in geography(self.page.language).home)
                votes[next(at_home, known.countries[0])] += 3 if known.sort == "country" else 1
        return votes

    @cached_property
    def countries(self) -> frozenset[str]:
        """Those countries, and those of the page's language."""
        return frozenset(self.votes) | frozenset(geography(self.page.language).home)

    @property
    def is_unread(self) -> bool:
        """Whether no model reads the page's language, so that rules alone must tell."""
        return not self.page.names and self.page.language not in _MODELS

    @cached_property
    def near(self) -> frozenset[str]:
        """The country of which the page speaks most; where no model reads its language, also those that speak it."""
        own = geography(self.page.language).home if self.is_unread else ()
        return frozenset((*own, *filter(None, (self.home,))))

    @cached_property
    def home(self) -> str | None:
        """The country of which the page speaks most."""
        return max(sorted(self.votes), key=self.votes.__getitem__, default=None)

    @cached_property
    def labels(self) -> Mapping[str, Counter[str]]:
        """What the model calls each name."""
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        for name in self.page.names:
            words = words_in(self.page.text[name.start : name.end])
            labels["".join(word.folded for word in words).removeprefix("the")][name.label] += 1
        return labels

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the page has without a capital."""
        page = self.page
        texts = (page.masked[passage.start : passage.end] for passage in page.passages)
        return frozenset(word.text for text in texts for word in words_in(text) if word.text.islower())

    def of(self, spot: PlaceSpot) -> Iterator[str]:
        """The signs of one name where it stands."""
        yield from self._of_knowledge(spot)
        yield from self._of_model(spot)
        yield from self._of_form(spot)
        language, words, name = self.page.language, spot.words, spot.name
        if is_after(words, name.first, openings_of_many(language), language):
            yield "one of many"
        if is_after(words, name.first, locatives(language), language):
            yield "locative"
            if self.is_unread and grammar(language).capitals:
                yield "no model, locative"
        elif is_after(words, name.first, place_set(language, "cues"), language):
            yield "cue"
        if is_asked(spot.passage, language) or is_labelled(words, name.first, language):
            yield "field"

    def _of_knowledge(self, spot: PlaceSpot) -> Iterator[str]:
        words, name, language = spot.words, spot.name, self.page.language
        if name.known is not None:
            sort = name.known.sort
            if sort in ("city", "region") and name.known.big:
                yield f"big {sort}"
            elif sort == "region" and self.countries.isdisjoint(name.known.countries):
                yield "region elsewhere"
            else:
                yield sort
            if self.is_unread:
                yield "no model"
            is_town = sort == "city" and not name.known.big and not words[name.core_first].is_acronym
            if is_town and not self.near.isdisjoint(name.known.countries):
                yield "at home"
        else:
            countries = town_countries(spot.folded)
            if not self.countries.isdisjoint(countries):
                yield "town"
        if name.sort is not None and not is_doubtful(words, name, language):
            yield "noun"
            if words[name.core_last].text.isdigit() or words[name.core_first].text[0].isdigit():
                yield "numbered"

    def _of_model(self, spot: PlaceSpot) -> Iterator[str]:
        told = self.labels.get(spot.key.removeprefix("the")) or self.labels.get(spot.whole)
        if told:
            likely = sum(told[label] for label in OF_PLACES) * 2 >= told.total()
            yield _MODELS.get(self.page.language, "model") if likely else "model says else"

    def _of_form(self, spot: PlaceSpot) -> Iterator[str]:
        words, name = spot.words, spot.name
        core = spot.passage.text[words[name.core_first].start : words[name.core_last].end]
        if core in self.page.title:
            yield "in title"
        if len(core) == 1 or core in never_names(self.page.language) or _is_postcode(words, name):
            yield "never"
        if name.core_first == name.core_last and core.lower() in self.small:
            yield "small elsewhere"
        if name.sort is None and name.known is None and words[name.core_last].is_acronym:
            yield "short form"


def is_within_name(words: Sequence[Word], name: PlaceName, language: str) -> bool:
    """Whether a word with a capital stands right beside it, or initials and `de` before it (`CHU de Lille`)."""
    before, after = name.first - 1, name.last + 1
    if not grammar(language).capitals:
        return False
    if after < len(words) and not words[after].gap and words[after].is_capital and not words[name.last].owns:
        return True
    if before < 0 or words[name.first].gap:
        return False
    if before and words[before].folded in phrase_set("en", "small_of") and not words[before].gap:
        return words[before - 1].is_acronym
    if words[before].owns:
        return False
    return words[before].is_capital and (words[before].is_acronym or not is_first(words, before))


def _is_postcode(words: Sequence[Word], name: PlaceName) -> bool:
    """Whether it is the letters of a postcode: `1011 LA`."""
    before = name.core_first - 1
    return (
        before >= 0 and words[name.core_first].is_acronym and words[before].text.isdigit() and not words[before + 1].gap
    )

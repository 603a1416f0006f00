"""Places named on the page: known ones, those that a geographic noun or the model tells, addresses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.entities.evidence import mentions, names
from extractors.entities.naming.organisations import never_names
from extractors.entities.naming.phrases import is_first, phrase_set
from extractors.entities.naming.place_words import known_at, place_set
from extractors.entities.naming.spots import names_in
from extractors.entities.naming.words import Word, words_in, words_within
from extractors.entities.places.addresses import address_parts
from extractors.entities.places.finding import PlaceName, extended, is_doubtful, place_names
from extractors.entities.places.joining import joined
from extractors.identity import entity_id
from models.candidate import Page, Passage, PlaceCandidate
from models.record import Place

FIELD = "places"
_ENOUGH = 0.499
_MOST = 0.9
_BODY = 0.7
# What each sort of sign is worth, chosen on development pages; a sort counts once a name.
_WORTH = {
    "country": 0.6,
    "world": 0.55,
    "region": 0.4,
    "big city": 0.4,
    "city": 0.3,
    "noun": 0.5,
    "capital noun": 0.15,
    "doubtful noun": 0.2,
    "model": 0.4,
    "doubtful model": 0.3,
    "cue": 0.15,
    "beside another": 0.25,
    "again": 0.05,
    "in title": 0.1,
    "address": 0.6,
    "model says else": -0.15,
    "within a name": -0.2,
    "never": -1.0,
    "capital inside": -0.2,
    "small elsewhere": -0.4,
    "only first": -0.15,
}
# The French model's places are as often something else.
_MODELS = {"fr": "doubtful model"}
_KNOWN = frozenset({"region", "big city", "city"})
_OF_PLACES = frozenset({"GPE", "LOC", "FAC"})


def propose(page: Page) -> Iterable[PlaceCandidate]:
    """Names with signs enough that they are places', at each place where they stand."""
    labels = _labels(page)
    small = _small_words(page)
    found = [(passage, words, name) for passage, words in _texts(page) for name in _names(page, passage, words)]
    signs: dict[str, set[str]] = defaultdict(set)
    firsts: dict[str, bool] = {}
    votes = _votes(name for _, _, name in found)
    for passage, words, name in found:
        key = _key(words, name)
        signs[key].update(_signs(page, passage, words, name, labels, small))
        firsts[key] = firsts.get(key, True) and is_first(words, name.core_first) and name.first == name.core_first
    for (passage, words, name), (beside, _, other) in pairwise(found):
        if passage is beside and _is_listed_with(words, name, other):
            for one, neighbour in ((name, other), (other, name)):
                if neighbour.known is not None and neighbour.known.sort != "world":
                    signs[_key(words, one)].add("beside another")
    for told in signs.values():
        # Among other places a name that the model misreads is one.
        if "beside another" in told and not told.isdisjoint(_KNOWN):
            told.discard("model says else")
    for passage, words, name in found:
        told = signs[_key(words, name)] | ({"only first"} if firsts[_key(words, name)] else set())
        weight = sum(_WORTH[sign] for sign in sorted(told))
        if weight >= _ENOUGH:
            yield _candidate(passage, words, name, min(weight, _MOST), votes)
    yield from _addresses(page)


def join(page: Page, accepted: Sequence[PlaceCandidate]) -> tuple[Place, ...]:
    """One place for all its names on the page (`city of Ghent`, `Ghent`)."""
    groups = joined(page, accepted)
    votes = Counter(each.country for members in groups for each in members if each.country)
    return tuple(_place(page, members, votes) for members in groups)


def _place(page: Page, members: Sequence[PlaceCandidate], votes: Mapping[str, int]) -> Place:
    forms = names(page, members)
    countries = sorted({each.country for each in members if each.country}, key=lambda each: (-votes[each], each))
    return Place(
        id=entity_id("place", forms[0]),
        name=forms[0],
        names=forms,
        country=countries[0] if countries else None,
        mentions=mentions(page, members),
    )


def _texts(page: Page) -> Iterator[tuple[Passage, Sequence[Word]]]:
    for passage in page.passages:
        yield passage, words_in(page.masked[passage.start : passage.end])


def _names(page: Page, passage: Passage, words: Sequence[Word]) -> Iterator[PlaceName]:
    seen: list[tuple[int, int]] = []
    for name in place_names(page.masked[passage.start : passage.end], page.language):
        seen.append((name.core_first, name.core_last))
        yield name
    for proposed in names_in(page, passage):
        inside = words_within(words, proposed.start - passage.start, proposed.end - passage.start)
        if proposed.label not in _OF_PLACES or inside is None:
            continue
        first, last = inside
        if first < last and words[first].folded in phrase_set("en", "articles"):
            first += 1
        if not words[first].is_capital or (first == last and words[first].folded in place_set(page.language, "never")):
            continue
        last = _end_of_name(words, last)
        if not any(begin <= last and first <= end for begin, end in seen):
            yield extended(words, first, last, page.language, None)


def _end_of_name(words: Sequence[Word], last: int) -> int:
    """Where the name ends that goes on after a small word: `Sant Pere` of `Sant Pere de Ribes`."""
    after = last + 1
    while (
        after < len(words)
        and after < last + 3
        and not words[after].gap
        and words[after].folded in phrase_set("en", "place_links")
    ):
        after += 1
    goes_on = last + 1 < after < len(words) and not words[after].gap and words[after].is_capital
    return after if goes_on else last


def _signs(
    page: Page,
    passage: Passage,
    words: Sequence[Word],
    name: PlaceName,
    labels: Mapping[str, Counter[str]],
    small: frozenset[str],
) -> Iterator[str]:
    core = page.text[passage.start + words[name.core_first].start : passage.start + words[name.core_last].end]
    if name.known is not None:
        sort = name.known.sort
        yield "big city" if sort == "city" and name.known.big else sort
    if name.sort is not None:
        yield "doubtful noun" if is_doubtful(words, name, page.language) else "noun"
        if name.last > name.core_last and words[name.last].is_capital and not is_doubtful(words, name, page.language):
            yield "capital noun"
    told = labels.get(_fold(core), Counter())
    if told:
        likely = sum(told[label] for label in _OF_PLACES) * 2 >= told.total()
        yield (_MODELS.get(page.language, "model")) if likely else "model says else"
    if told.total() > 1:
        yield "again"
    if core in page.title:
        yield "in title"
    if core in never_names(page.language) or _is_postcode(words, name):
        yield "never"
    if name.core_first == name.core_last:
        if core.lower() in small:
            yield "small elsewhere"
        if any(left.islower() and right.isupper() for left, right in pairwise(core)):
            yield "capital inside"
    before, after = name.first - 1, name.last + 1
    if before >= 0 and words[before].folded in phrase_set("en", "articles"):
        before -= 1
    if before >= 0 and words[before].folded in place_set(page.language, "cues"):
        yield "cue"
    if (after < len(words) and not words[after].gap and words[after].is_capital and not words[name.last].owns) or (
        name.first
        and not words[name.first].gap
        and words[name.first - 1].is_capital
        and not is_first(words, name.first - 1)
    ):
        yield "within a name"


def _is_postcode(words: Sequence[Word], name: PlaceName) -> bool:
    """Whether it is the letters of a postcode: `1011 LA`."""
    before = name.core_first - 1
    return (
        before >= 0 and words[name.core_first].is_acronym and words[before].text.isdigit() and not words[before + 1].gap
    )


def _is_listed_with(words: Sequence[Word], name: PlaceName, other: PlaceName) -> bool:
    """Whether only a comma or `and` stands between them."""
    after = name.last + 1
    if after == other.first:
        return words[after].gap == ","
    return after + 1 == other.first and words[after].folded in phrase_set("en", "ands") and not words[other.first].gap


def _votes(found: Iterable[PlaceName]) -> Counter[str]:
    """The countries of which the page speaks, by its countries and big cities."""
    votes = Counter[str]()
    for name in found:
        if name.known is not None and name.known.countries and (name.known.sort == "country" or name.known.big):
            votes[name.known.countries[0]] += 3 if name.known.sort == "country" else 1
    return votes


def _candidate(
    passage: Passage, words: Sequence[Word], name: PlaceName, weight: float, votes: Mapping[str, int]
) -> PlaceCandidate:
    return PlaceCandidate(
        start=passage.start + words[name.first].start,
        end=passage.start + words[name.last].end,
        extractor="places.names" if name.known or name.sort else "places.model",
        confidence=min(round(weight, 3), _BODY if _is_body(words, name) else 1.0),
        country=_country(name, votes),
    )


def _is_body(words: Sequence[Word], name: PlaceName) -> bool:
    """Whether the words rather name the town's administration: `City of Ghent`, with its capital."""
    return name.first < name.core_first and words[name.first].is_capital and name.sort == "settlement"


def _country(name: PlaceName, votes: Mapping[str, int]) -> str | None:
    """The likeliest country of those that have a place of that name; of `San Rafael valley` only if the page tells."""
    countries = name.known.countries if name.known else ()
    told = max(countries, key=lambda each: votes.get(each, 0), default=None)
    if told is not None and votes.get(told, 0):
        return told
    if name.sort in ("water", "land") or not countries:
        return None
    return countries[0]


def _addresses(page: Page) -> Iterator[PlaceCandidate]:
    for passage in page.passages:
        if "contact" not in f"{passage.section or ''} {passage.question or ''}".lower():
            continue
        text = page.masked[passage.start : passage.end]
        for part in address_parts(text):
            known = known_at(words_in(text[part.start : part.end]), 0)
            yield PlaceCandidate(
                start=passage.start + part.start,
                end=passage.start + part.end,
                extractor="places.address",
                confidence=0.8 if part.is_street else 0.7,
                country=known[1].countries[0] if known and known[1].countries else None,
            )


def _labels(page: Page) -> Mapping[str, Counter[str]]:
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for name in page.names:
        labels[_fold(page.text[name.start : name.end])][name.label] += 1
    return labels


def _small_words(page: Page) -> frozenset[str]:
    return frozenset(word.text for _, words in _texts(page) for word in words if word.text.islower())


def _key(words: Sequence[Word], name: PlaceName) -> str:
    return "".join(word.folded for word in words[name.core_first : name.core_last + 1])


def _fold(text: str) -> str:
    return "".join(word.folded for word in words_in(text)).removeprefix("the")

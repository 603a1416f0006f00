"""Things across cases, as pages and programs are told of them."""

from models.frozen import Frozen
from models.report import FacetCount, Snippet


class ListedThing(Frozen):
    """A thing that cases share: its `id`, the name that most give it, and how many cases speak of it, and how often."""

    id: str
    name: str
    cases: int
    mentions: int


class ListedActor(ListedThing):
    """An organisation, or (`named` false) a kind of organisation; `sector` is the one that most cases give it."""

    sector: str
    named: bool


class LikelyActor(ListedActor):
    """An actor that another may be: how likely, from 0 to 100, and why in words."""

    score: float
    why: str


class ListedEvent(ListedThing):
    """An event; `kind` is the one that most cases give it."""

    kind: str


class ListedInstrument(ListedThing):
    """An instrument; `kind` is the one that most cases give it."""

    kind: str


class ListedPlace(ListedThing):
    """A place; `country` is ISO 3166-1 alpha-2, or null where no case knows it."""

    country: str | None


class Shelf(Frozen):
    """Things of one kind, those in most cases first.

    `total` counts all that were asked for, `next` is the cursor of those that follow, or null. `facets` has, over all
    of the kind, how many there are of each sector, kind or country.
    """

    total: int
    next: str | None
    facets: tuple[FacetCount, ...]


class Actors(Shelf):
    """Actors."""

    actors: tuple[ListedActor, ...]


class Events(Shelf):
    """Events."""

    events: tuple[ListedEvent, ...]


class Places(Shelf):
    """Places."""

    places: tuple[ListedPlace, ...]


class Instruments(Shelf):
    """Instruments."""

    instruments: tuple[ListedInstrument, ...]


class CaseOfThing(Frozen):
    """A case that speaks of the thing: what it calls it there, and the first words that do."""

    id: str
    title: str
    name: str
    mentions: int
    snippet: Snippet | None


class PersonOfActor(Frozen):
    """Somebody who belongs to the actor, with the role that most cases give them."""

    id: str
    name: str
    role: str | None
    cases: int


class ContactOfActor(Frozen):
    """A way to reach the actor, or somebody who belongs to it."""

    kind: str
    value: str
    cases: int


class DatedEvent(Frozen):
    """An event as some cases date it; `date` is EDTF, or null where they do not."""

    id: str
    name: str
    kind: str
    date: str | None
    cases: int


class Together(Frozen):
    """Things that the same cases speak of, those in most of them first."""

    actors: tuple[ListedThing, ...] = ()
    events: tuple[ListedThing, ...] = ()
    places: tuple[ListedThing, ...] = ()
    instruments: tuple[ListedThing, ...] = ()


class Story(Frozen):
    """All that cases say of a thing.

    `names`, `facts` (sector, kind or country) and `years` have the number of cases that say each. `in_cases` are those
    that speak of it most, `next` the cursor of those that follow, or null. `events` (of a place, those held there),
    `years` and `together` are those of the 300 cases that speak of it most.
    """

    id: str
    name: str
    names: tuple[FacetCount, ...]
    facts: tuple[FacetCount, ...]
    cases: int
    mentions: int
    years: tuple[FacetCount, ...]
    events: tuple[DatedEvent, ...]
    together: Together
    in_cases: tuple[CaseOfThing, ...]
    next: str | None


class ActorStory(Story):
    """All that cases say of an actor; `contacts` is null for those who may not see them.

    `perhaps` are actors that may be the same; nobody has said so.
    """

    named: bool
    perhaps: tuple[LikelyActor, ...]
    persons: tuple[PersonOfActor, ...]
    contacts: tuple[ContactOfActor, ...] | None


class EventStory(Story):
    """All that cases say of an event; `dates` and `held_at` have the number of cases that say each."""

    dates: tuple[FacetCount, ...]
    held_at: tuple[ListedThing, ...]

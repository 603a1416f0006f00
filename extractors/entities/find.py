"""From authored passages to entities: contacts first, names proposed, overlaps settled, equal things joined."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

import extractors.entities
from extractors.entities import contacts
from extractors.entities.names import NameFinder, find_names
from extractors.entities.resolve import resolve
from extractors.entities.taught.index import TaughtIndex
from extractors.entities.taught.proposing import with_taught
from models.candidate import Candidate, ContactCandidate, Page
from models.frozen import Frozen, revise
from models.record import (
    Actor,
    AmountValue,
    Contact,
    DateValue,
    Event,
    Instrument,
    Person,
    Place,
)


class KindModule(Protocol):
    """What a module of a kind offers."""

    FIELD: str

    def propose(self, page: Page) -> Iterable[Candidate]:
        """Everything in the page that may be of this kind."""

    def join(self, page: Page, accepted: Sequence[Any]) -> tuple[Any, ...]:
        """One entity for each different thing among the accepted candidates."""


class Entities(Frozen):
    """Everything found on one page."""

    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    persons: tuple[Person, ...] = ()
    contacts: tuple[Contact, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateValue, ...] = ()
    amounts: tuple[AmountValue, ...] = ()
    instruments: tuple[Instrument, ...] = ()


@cache
def kinds() -> tuple[KindModule, ...]:
    """The modules of this package that bear a `FIELD`, in the order of their names."""
    package = extractors.entities
    modules = [import_module(f"{package.__name__}.{each.name}") for each in iter_modules(package.__path__)]
    return tuple(cast(KindModule, module) for module in modules if hasattr(module, "FIELD"))


def find_entities(page: Page, finder: NameFinder | None, taught: TaughtIndex | None = None) -> Entities:
    """All entities of the page's passages; `finder` (else rules alone) and what curators `taught` may be None."""
    page, reached = prepared(page, finder)
    others = (module for module in kinds() if module.FIELD != contacts.FIELD)
    proposed: Sequence[Candidate] = (*reached, *(each for module in others for each in module.propose(page)))
    accepted = resolve(page, proposed if taught is None else with_taught(page, proposed, taught))
    return Entities(**{module.FIELD: module.join(page, _of_kind(module, accepted)) for module in kinds()})


def prepared(page: Page, finder: NameFinder | None) -> tuple[Page, tuple[ContactCandidate, ...]]:
    """The page as the kinds read it, contacts masked and names proposed, and its contacts."""
    reached = tuple(contacts.propose(page))
    page = revise(page, masked=contacts.mask(page.text, reached))
    return (revise(page, names=find_names(page, finder)) if finder is not None else page), reached


def _of_kind(module: KindModule, accepted: Sequence[Candidate]) -> list[Candidate]:
    return [each for each in accepted if f"{each.kind.value}s" == module.FIELD]

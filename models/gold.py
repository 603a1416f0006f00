"""What a careful curator would want in a page's record: the labels of a gold file (`<page>.gold.json`).

A gold file names words, not offsets. Keys that this version of the format does not know are ignored, so that notes of
the labellers do no harm. A list that is absent (not empty) was not labelled, and is not scored.
"""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from models.record import Amount
from models.vocabulary import ContactKind, PairState, Sector


class Gold(BaseModel):
    """`optional`: finding it is neither right nor wrong."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    optional: bool = False


Label = TypeVar("Label", bound=Gold)


class GoldPair(Gold):
    """A prompt under the heading of its section (empty before any) and how its answer begins and ends."""

    section: str
    question: str
    state: PairState
    answer_begins: str = ""
    answer_ends: str = ""


class GoldThing(Gold):
    """A named thing with every form that it has on the page; `also` are further names that count."""

    names: tuple[str, ...]
    also: tuple[str, ...] = ()


class GoldActor(GoldThing):
    """An organisation or a kind of one; `sector_also` are further sectors that count."""

    sector: Sector
    sector_also: tuple[Sector, ...] = ()
    named: bool


class GoldContact(Gold):
    """A way to reach somebody, normalised."""

    kind: ContactKind
    value: str
    also: tuple[str, ...] = ()


class GoldDate(Gold):
    """A date in EDTF."""

    text: str
    value: str
    also: tuple[str, ...] = ()


class GoldAmount(Gold):
    """Money; `also` are further readings that count: a number in the same currency, or a whole amount."""

    text: str
    value: int | float
    value_to: int | float | None = None
    currency: str | None = None
    also: tuple[int | float | Amount, ...] = ()


class GoldEntities(BaseModel):
    """The labelled things of a page by kind; None where the kind was not labelled."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    actors: tuple[GoldActor, ...] | None = None
    events: tuple[GoldThing, ...] | None = None
    persons: tuple[GoldThing, ...] | None = None
    contacts: tuple[GoldContact, ...] | None = None
    places: tuple[GoldThing, ...] | None = None
    dates: tuple[GoldDate, ...] | None = None
    amounts: tuple[GoldAmount, ...] | None = None
    instruments: tuple[GoldThing, ...] | None = None


class GoldPage(GoldEntities):
    """One page's labels, also of a line that tells the structure alone.

    `title_also` are further titles that count; all that stands under `optional` is optional. `partial` says that only
    a part of the page was labelled: the labels or section headings that `scope` names, or what it says in words.
    """

    page: str
    title: str | None = None
    title_also: tuple[str, ...] = ()
    language: str | None = None
    sections: tuple[str, ...] | None = None
    pairs: tuple[GoldPair, ...] | None = None
    optional: GoldEntities = GoldEntities()
    partial: bool = False
    scope: str | tuple[str, ...] = ()


def labelled(required: tuple[Label, ...] | None, optional: tuple[Label, ...] | None) -> tuple[Label, ...] | None:
    """The things of one kind, those of the page's `optional` list marked so; None where the kind was not labelled."""
    if required is None:
        return None
    return required + tuple(thing.model_copy(update={"optional": True}) for thing in optional or ())

"""A source's table `[gates]`: which gates are off, and bounds that the operator sets."""

from typing import Annotated

from pydantic import BeforeValidator

from models.frozen import Frozen


def _amount(given: object) -> object:
    if isinstance(given, bool) or (isinstance(given, int | float) and given >= 0):
        return given
    raise ValueError("write false to turn the gate off, or a number that is its bound")


def _share(given: object) -> object:
    if isinstance(_amount(given), int | float) and given > 1:  # type: ignore[operator]
        raise ValueError("a share is written as a number from 0 to 1")
    return given


Amount = Annotated[bool | float, BeforeValidator(_amount)]
Share = Annotated[bool | float, BeforeValidator(_share)]


class GateSettings(Frozen):
    """What holds releases back: `false` turns a gate off; a number is its bound, and nothing is learnt.

    `gone`, `quarantined` and `unaccounted` are the most that may be, all others the least. `records` is a number of
    records, the kinds are things per page, the others shares.
    """

    records: Amount = True
    gone: Share = True
    quarantined: Share = True
    actors: Amount = True
    events: Amount = True
    persons: Amount = True
    contacts: Amount = True
    places: Amount = True
    dates: Amount = True
    amounts: Amount = True
    instruments: Amount = True
    answered: Share = True
    template_fit: Share = True
    unaccounted: Share = True

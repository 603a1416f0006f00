"""The sector of an organisation by its head noun and modifiers."""

from collections.abc import Sequence

from extractors.entities.naming.organisations import folded_set, telling_modifiers
from models.vocabulary import Sector


def told_sector(language: str, sector: Sector, modifiers: Sequence[str], *, is_open: bool) -> Sector:
    """The noun's sector, or where it leaves that open, what the nearest telling one of the folded modifiers says."""
    if not is_open:
        return sector
    if sector is Sector.GOVERNMENT:
        return _told_public(language, modifiers)
    return tells(language, modifiers, loose=sector in (Sector.UNKNOWN, Sector.KNOWLEDGE)) or sector


def _told_public(language: str, modifiers: Sequence[str]) -> Sector:
    """A public body that cares for nature or for schools stays public; a department of physics is a university's."""
    if _has_discipline(modifiers):
        return Sector.KNOWLEDGE
    told = telling_modifiers(language)
    sectors = [told.get(word) for word in modifiers]
    if Sector.GOVERNMENT not in sectors and tells(language, modifiers) is Sector.INTERMEDIARY:
        return Sector.INTERMEDIARY
    return Sector.GOVERNMENT


def _has_discipline(modifiers: Sequence[str]) -> bool:
    disciplines = folded_set("en", "disciplines")
    pieces = (modifiers[at : at + size] for size in (1, 2) for at in range(len(modifiers) - size + 1))
    return any(" ".join(piece) in disciplines for piece in pieces)


def tells(language: str, modifiers: Sequence[str], *, loose: bool = True) -> Sector | None:
    """The sector that the modifiers tell, the one nearest to the head first."""
    told = telling_modifiers(language, loose=loose)
    for size in (2, 1):
        for at in reversed(range(len(modifiers) - size + 1)):
            sector = told.get(" ".join(modifiers[at : at + size]))
            if sector is not None:
                return sector
    return None

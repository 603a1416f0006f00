"""The sector of an organisation by its head noun and modifiers."""

from collections.abc import Sequence

from extractors.entities.naming.organisations import Head, folded_set, telling_modifiers
from extractors.entities.naming.words import Word
from models.vocabulary import Sector


def told_sector(language: str, head: Head, modifiers: Sequence[Word]) -> Sector:
    """The head's sector, or where it leaves that open, what the nearest telling modifier says."""
    if not head.open:
        return head.sector
    if head.sector is Sector.GOVERNMENT:
        return _told_public(language, modifiers)
    told = tells(language, modifiers, loose=head.sector in (Sector.UNKNOWN, Sector.KNOWLEDGE))
    return told or head.sector


def _told_public(language: str, modifiers: Sequence[Word]) -> Sector:
    """A public body that cares for nature or for schools stays public; a department of physics is a university's."""
    if _has_discipline(modifiers):
        return Sector.KNOWLEDGE
    told = telling_modifiers(language)
    sectors = [told.get(word.folded) for word in modifiers]
    if Sector.GOVERNMENT not in sectors and tells(language, modifiers) is Sector.INTERMEDIARY:
        return Sector.INTERMEDIARY
    return Sector.GOVERNMENT


def _has_discipline(modifiers: Sequence[Word]) -> bool:
    words = [word.folded for word in modifiers]
    disciplines = folded_set("en", "disciplines")
    return any(" ".join(words[at : at + size]) in disciplines for size in (1, 2) for at in range(len(words) - size + 1))


def tells(language: str, modifiers: Sequence[Word], *, loose: bool = True) -> Sector | None:
    """The sector that the modifiers tell, the one nearest to the head first."""
    told = telling_modifiers(language, loose=loose)
    folded = [word.folded for word in modifiers]
    for size in (2, 1):
        for at in reversed(range(len(folded) - size + 1)):
            sector = told.get(" ".join(folded[at : at + size]))
            if sector is not None:
                return sector
    return None

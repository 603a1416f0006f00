"""The sector of an organisation by its head noun and modifiers."""

from collections.abc import Sequence

from extractors.entities.organisations import Head, telling_modifiers
from extractors.entities.words import Word
from models.vocabulary import Sector


def told_sector(language: str, head: Head, modifiers: Sequence[Word]) -> Sector:
    """The head's sector, or where it leaves that open, what the nearest telling modifier says."""
    told = tells(language, modifiers) if head.open else None
    # A public body that cares for nature or the young stays public.
    if told is None or (told is Sector.CIVIL_SOCIETY and head.sector is Sector.GOVERNMENT):
        return head.sector
    return told


def tells(language: str, modifiers: Sequence[Word]) -> Sector | None:
    """The sector that the modifiers tell, the one nearest to the head first."""
    told = telling_modifiers(language)
    folded = [word.folded for word in modifiers]
    for size in (2, 1):
        for at in reversed(range(len(folded) - size + 1)):
            sector = told.get(" ".join(folded[at : at + size]))
            if sector is not None:
                return sector
    return None

"""The sector of an organisation by its head noun and modifiers."""

from collections.abc import Sequence

from extractors.entities.organisations import Head, folded_set, telling_modifiers
from extractors.entities.words import Word
from models.vocabulary import Sector


def told_sector(language: str, head: Head, modifiers: Sequence[Word]) -> Sector:
    """The head's sector, or where it leaves that open, what the nearest telling modifier says."""
    if not head.open:
        return head.sector
    told = tells(language, modifiers)
    if head.sector is Sector.GOVERNMENT and told is not Sector.INTERMEDIARY:
        # A public body that cares for nature or for schools stays public; a department of physics is a university's.
        return Sector.KNOWLEDGE if _has_discipline(modifiers) else head.sector
    return told or head.sector


def _has_discipline(modifiers: Sequence[Word]) -> bool:
    words = [word.folded for word in modifiers]
    disciplines = folded_set("en", "disciplines")
    return any(" ".join(words[at : at + size]) in disciplines for size in (1, 2) for at in range(len(words) - size + 1))


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

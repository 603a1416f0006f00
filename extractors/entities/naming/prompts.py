"""Which labels and prompts ask for organisations."""

from extractors.entities.naming.organisations import folded_set
from extractors.entities.naming.words import words_in
from models.candidate import Page, Passage
from models.outline import Role
from models.vocabulary import Kind

_LONGEST = 160


def asks_for_actors(page: Page, passage: Passage) -> bool:
    """Whether the passage is an entry under a label or prompt that asks for organisations, not running text."""
    if passage.question is None or len(passage.text) > _LONGEST:
        return False
    if passage.role is Role.FIELD:
        return is_label(page.language, passage.question)
    return (passage.role is Role.ANSWER and Kind.ACTOR in passage.expects) or _lists(page, passage)


def is_label(language: str, question: str) -> bool:
    """Whether the words label a field that holds organisations."""
    folded = " ".join(word.folded for word in words_in(question.replace("_", " ").replace("-", " ")))
    return folded in folded_set(language, "labels")


def _lists(page: Page, passage: Passage) -> bool:
    return (
        passage.role is Role.ANSWER
        and passage.question is not None
        and len(passage.text) <= 80
        and any(is_label(page.language, word.text) for word in words_in(passage.question)[-6:])
    )

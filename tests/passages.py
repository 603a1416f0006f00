"""Pages of a few passages, as the entity extractors get them."""

from collections.abc import Iterable
from typing import Any

from extractors.entities import contacts
from extractors.entities.resolve import resolve
from models.candidate import Name, Page, Passage
from models.frozen import revise
from models.outline import Role


def page_of(
    *texts: str,
    language: str = "en",
    title: str = "",
    role: Role = Role.BODY,
    section: str | None = None,
    question: str | None = None,
) -> Page:
    """A page whose passages are `texts`, all in one role and place."""
    passages, text = [], ""
    for words in texts:
        start = len(text)
        text += f"{words}\n\n"
        passages.append(
            Passage(start=start, end=start + len(words), text=words, role=role, section=section, question=question)
        )
    page = Page(text=text, masked=text, title=title, language=language, region=None, passages=tuple(passages), names=())
    return revise(page, masked=contacts.mask(text, tuple(contacts.propose(page))))


def with_names(page: Page, label: str, *names: str) -> Page:
    """The page with what a model might propose: each place of each of `names`."""
    found = [*page.names]
    for name in names:
        start = page.text.find(name)
        while start >= 0:
            found.append(Name(start=start, end=start + len(name), label=label))
            start = page.text.find(name, start + 1)
    return revise(page, names=tuple(sorted(found, key=lambda each: (each.start, each.end))))


def found_in(kind: Any, page: Page) -> Any:
    """The entities of one kind's module on the page, overlaps within the kind settled."""
    return kind.join(page, resolve(page, kind.propose(page)))


def names_of(entities: Iterable[Any]) -> list[str]:
    return [entity.name for entity in entities]

"""Pages of plain passages for tests of what is found in words: no reader, no template, no model."""

from collections.abc import Iterable, Sequence

from extractors.entities import events, instruments
from extractors.entities.resolve import resolve
from models.candidate import Page, Passage
from models.outline import Role
from models.record import Event, Instrument
from models.vocabulary import Kind


def spoken(*passages: str, language: str = "en", question: str | None = None, expects: Kind | None = None) -> Page:
    text = "\n".join(passages)
    starts = [sum(len(each) + 1 for each in passages[:index]) for index in range(len(passages))]
    return Page(
        text=text,
        masked=text,
        title="",
        language=language,
        region=None,
        passages=tuple(
            Passage(
                start=start,
                end=start + len(words),
                text=words,
                role=Role.BODY,
                question=question,
                expects=(expects,) if expects else (),
            )
            for start, words in zip(starts, passages, strict=True)
        ),
    )


def header(rows: Sequence[tuple[str, str]], *, under: str, language: str = "en") -> Page:
    """A header that lists one record, each row indented under the label `under`."""
    text = under
    passages = []
    for label, value in rows:
        text += f"\n    {label}\t"
        passages.append(
            Passage(start=len(text), end=len(text) + len(value), text=value, role=Role.FIELD, question=label)
        )
        text += value
    return Page(text=text, masked=text, title="", language=language, region=None, passages=tuple(passages))


def events_of(page: Page) -> tuple[Event, ...]:
    return events.join(page, resolve(page, events.propose(page)))


def instruments_of(page: Page) -> tuple[Instrument, ...]:
    return instruments.join(page, resolve(page, instruments.propose(page)))


def names(things: Iterable[Event | Instrument]) -> list[tuple[str, ...]]:
    return [each.names for each in things]

"""Persons' contacts are for curators: what a reader is given bears none, by whatever way it goes out.

Whatever shows words of a case asks for `Discreet` and sends them through it; the rules are those of releases.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from models.frozen import revise
from models.record import CaseRecord
from models.report import Hit, SearchResult
from models.thing import CaseOfThing, Story
from pipeline.decisions.standing import Standing
from pipeline.index.query import Condition, parse
from pipeline.index.schema import searched_texts
from pipeline.release.masking import MASK, Veil, masked, veil_of
from pipeline.release.personal import stray_addresses
from pipeline.release.privacy import privacy_by_source
from pipeline.settings import Settings
from pipeline.sources import ContactPrivacy, PrivacySettings
from pipeline.store.cases import read_documents
from pipeline.store.documents import record_of
from pipeline.store.listing import ListedCase
from web.access.users import Role, User
from web.desk import desk_of
from web.telling import Told
from web.visitor import Reader

_DEFAULT = PrivacySettings().contacts
_CONTACT = re.compile(r"\S*@\S*|\+?\d[\d ().-]{4,}\d")
_ASKED = frozenset({"email", "phone", "url"})
_CURATORS = "Persons' contacts are for curators"
T = TypeVar("T")
S = TypeVar("S", bound=Story)


class Discretion:
    """What the one who asks is shown of persons' contacts: curators all, readers what releases show."""

    def __init__(self, settings: Settings, user: User) -> None:
        self.sees_all = user.role >= Role.CURATOR
        self._privacy = {} if self.sees_all else privacy_by_source(settings)

    def record(self, record: CaseRecord) -> CaseRecord:
        """The record as they may see it; the same one where nothing is withheld."""
        return record if self.sees_all else masked(record, self._of(record))

    def document(self, case_id: str, document: bytes) -> bytes:
        """The record's JSON as they may see it."""
        if self.sees_all:
            return document
        stored = record_of(case_id, document)
        shown = self.record(stored)
        return document if shown is stored else shown.model_dump_json().encode()

    def words(self, record: CaseRecord, told: T) -> T:
        """Words on the record, or a model that bears such, with what it withholds masked."""
        veil = None if self.sees_all else veil_of(record, self._of(record))
        return told if veil is None else veil.within(told)  # type: ignore[return-value]

    def decisions(self, stands: Standing, told: tuple[Told, ...]) -> tuple[Told, ...]:
        """What was decided, in words; of decisions on contacts also without contacts that the case no longer has."""
        machine, curated = stands.machine, stands.curated.record
        if self.sees_all or self._of(curated) is ContactPrivacy.ALL:
            return told
        covered = (_covered(each) if each.field == "contacts" else each for each in told)
        return self.words(curated, self.words(machine, tuple(covered)))

    def found(self, connection: Connection, result: SearchResult) -> SearchResult:
        """The hits with snippets and titles as they may see them."""
        if self.sees_all:
            return result
        documents = read_documents(connection, [hit.id for hit in result.hits])
        hits = (self._hit(hit, documents[hit.id]) for hit in result.hits if hit.id in documents)
        return revise(result, hits=tuple(hits))

    def listed(self, connection: Connection, listed: Sequence[ListedCase]) -> tuple[ListedCase, ...]:
        """Cases with titles as they may see them."""
        if self.sees_all:
            return tuple(listed)
        bear = [case.id for case in listed if _CONTACT.search(case.title)]
        titles = {
            case_id: self.record(record_of(case_id, document)).title
            for case_id, document in read_documents(connection, bear).items()
        }
        return tuple(revise(case, title=titles[case.id]) if case.id in titles else case for case in listed)

    def story(self, connection: Connection, story: S) -> S:
        """What cases say of a thing, their words as they may see them."""
        if self.sees_all:
            return story
        documents = read_documents(connection, [case.id for case in story.in_cases])
        cases = (self._case(case, documents[case.id]) for case in story.in_cases if case.id in documents)
        return revise(story, in_cases=tuple(cases))

    def check_query(self, query: str, where: Sequence[Condition] = ()) -> None:
        """Raises HTTPException (403) where a reader would find out contacts by asking for them letter by letter."""
        if self.sees_all:
            return
        asked = parse(query)
        if any(each.field in _ASKED for each in (*asked.conditions, *asked.excluded, *where)):
            raise HTTPException(403, f"{_CURATORS}: email, phone and url can be searched by them. Leave them out.")

    def check_capture(self, record: CaseRecord, source: Callable[[], str]) -> None:
        """Raises HTTPException (403) where the page as captured, or its `source`, bears what they may not see."""
        if self.sees_all:
            return
        is_masked = self.record(record) is not record
        if is_masked or any(stray_addresses(record, self._of(record), unescape(source()))):
            raise HTTPException(403, f"{_CURATORS}, and this page bears some. Look at the case, where they are masked.")

    def _of(self, record: CaseRecord) -> ContactPrivacy:
        return self._privacy.get(record.source.name, _DEFAULT)

    def _hit(self, hit: Hit, document: bytes) -> Hit:
        words = self._words_of(hit.id, document)
        if words is None:
            return hit
        snippets = tuple(revise(each, text=words.cut(each.text)) for each in hit.snippets)
        return revise(hit, title=words.cut(hit.title), snippets=snippets)

    def _case(self, case: CaseOfThing, document: bytes) -> CaseOfThing:
        words = self._words_of(case.id, document)
        if words is None:
            return case
        snippet = case.snippet and revise(case.snippet, text=words.cut(case.snippet.text))
        return revise(case, title=words.cut(case.title), name=words.cut(case.name), snippet=snippet)

    def _words_of(self, case_id: str, document: bytes) -> "_Words | None":
        stored = record_of(case_id, document)
        veil = veil_of(stored, self._of(stored))
        return None if veil is None else _Words(stored, self.record(stored), veil)


class _Words:
    """The words of a record as they are stored and as they are shown, letter under letter."""

    def __init__(self, stored: CaseRecord, shown: CaseRecord, veil: Veil) -> None:
        self._veil = veil
        pairs = zip(_texts(stored), _texts(shown), strict=True)
        self._pairs = [(one, other) for one, other in pairs if len(one) == len(other)]

    def cut(self, words: str) -> str:
        """The stretch as it is shown. It may end within a number, which by itself would not be known again."""
        stretch = words.strip("…")
        for stored, shown in self._pairs:
            if stretch and (at := stored.find(stretch)) >= 0:
                return words.replace(stretch, shown[at : at + len(stretch)])
        return self._veil.over(words)


def _texts(record: CaseRecord) -> Iterator[str]:
    """As the index, and what quotes a record, keep them: with single blanks."""
    texts = (*(text for _, text in searched_texts(record)), record.text)
    return (unicodedata.normalize("NFC", " ".join(text.split())) for text in texts)


def _covered(told: Told) -> Told:
    def cover(words: str | None) -> str | None:
        return words and _CONTACT.sub(lambda match: re.sub(r"\S", MASK, match[0]), words)

    changed = {name: cover(getattr(told, name)) for name in ("words", "fate", "note", "key")}
    return revise(told, **changed)


def discretion_of(request: Request, user: Reader) -> Discretion:
    """What the one who asks is shown; whoever is not signed in is sent to do so."""
    return Discretion(desk_of(request).settings, user)


Discreet = Annotated[Discretion, Depends(discretion_of)]

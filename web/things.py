"""The API of things across cases."""

from typing import Annotated, cast

from fastapi import APIRouter, Query, Request

from models.thing import Actors, ActorStory, Events, EventStory, Instruments, Places, Story
from pipeline.store.database import snapshot
from web.access.users import User
from web.catalogue import Asked, Field, shelf_of, story_of
from web.desk import desk_of
from web.discretion import Discreet, Discretion
from web.visitor import Reader

router = APIRouter(prefix="/api/v1")
Words = Annotated[str, Query(alias="q", max_length=500)]
Cursor = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=200)]
Fact = Annotated[str, Query(max_length=100)]


@router.get("/actors")
def actors(
    request: Request,
    user: Reader,
    words: Words = "",
    sector: Fact = "",
    *,
    kinds: bool = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Actors:
    """Organisations (`kinds`: kinds of organisations) whose names hold all the words, those in most cases first."""
    return cast(Actors, _shelf(request, user, "actors", Asked(words, sector, not kinds, cursor, limit)))


@router.get("/actors/{key}")
def actor(request: Request, user: Reader, discretion: Discreet, key: str, cursor: Cursor = None) -> ActorStory:
    """All that cases say of the actor; its contacts for curators alone."""
    return cast(ActorStory, _story(request, user, discretion, "actors", key, cursor))


@router.get("/events")
def events(
    request: Request, user: Reader, words: Words = "", kind: Fact = "", cursor: Cursor = None, limit: Limit = 50
) -> Events:
    """Events whose names hold all the words, those in most cases first."""
    return cast(Events, _shelf(request, user, "events", Asked(words, kind, cursor=cursor, limit=limit)))


@router.get("/events/{key}")
def event(request: Request, user: Reader, discretion: Discreet, key: str, cursor: Cursor = None) -> EventStory:
    """All that cases say of the event."""
    return cast(EventStory, _story(request, user, discretion, "events", key, cursor))


@router.get("/places")
def places(
    request: Request, user: Reader, words: Words = "", country: Fact = "", cursor: Cursor = None, limit: Limit = 50
) -> Places:
    """Places whose names hold all the words, those in most cases first."""
    return cast(Places, _shelf(request, user, "places", Asked(words, country, cursor=cursor, limit=limit)))


@router.get("/places/{key}")
def place(request: Request, user: Reader, discretion: Discreet, key: str, cursor: Cursor = None) -> Story:
    """All that cases say of the place; `events` are those held there."""
    return _story(request, user, discretion, "places", key, cursor)


@router.get("/instruments")
def instruments(
    request: Request, user: Reader, words: Words = "", kind: Fact = "", cursor: Cursor = None, limit: Limit = 50
) -> Instruments:
    """Instruments whose names hold all the words, those in most cases first."""
    return cast(Instruments, _shelf(request, user, "instruments", Asked(words, kind, cursor=cursor, limit=limit)))


@router.get("/instruments/{key}")
def instrument(request: Request, user: Reader, discretion: Discreet, key: str, cursor: Cursor = None) -> Story:
    """All that cases say of the instrument."""
    return _story(request, user, discretion, "instruments", key, cursor)


def _shelf(request: Request, user: User, field: Field, asked: Asked) -> object:  # noqa: ARG001 -- who asks is let in
    with snapshot(desk_of(request).store) as connection:
        return shelf_of(connection, field, asked)


def _story(request: Request, user: User, discretion: Discretion, field: Field, key: str, cursor: str | None) -> Story:
    with snapshot(desk_of(request).store) as connection:
        return discretion.story(connection, story_of(connection, field, key, user, cursor))

"""The pages of things across cases: lists of them, and what all cases say of one."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from models.thing import DatedEvent, Story
from pipeline.store.database import snapshot
from web.catalogue import FACTS, Asked, Field, shelf_of, story_of
from web.chronicle import chronicle
from web.desk import desk_of
from web.discretion import Discreet, Discretion
from web.rendering import render
from web.snippets import pieces_of
from web.visitor import Reader

router = APIRouter(include_in_schema=False)
_PER_PAGE = 50
Cursor = Annotated[str | None, Query(max_length=200)]
Text = Annotated[str, Query(max_length=500)]


@router.get("/actors")
def actors(
    request: Request,
    user: Reader,
    q: Text = "",
    sector: Text = "",
    *,
    kinds: bool = False,
    cursor: Cursor = None,
) -> Response:
    """Organisations, or kinds of them."""
    return _list(request, user, "actors", Asked(q, sector, not kinds, cursor, _PER_PAGE))


@router.get("/events")
def events(request: Request, user: Reader, q: Text = "", kind: Text = "", cursor: Cursor = None) -> Response:
    """Events."""
    return _list(request, user, "events", Asked(q, kind, cursor=cursor, limit=_PER_PAGE))


@router.get("/places")
def places(request: Request, user: Reader, q: Text = "", country: Text = "", cursor: Cursor = None) -> Response:
    """Places, by country."""
    return _list(request, user, "places", Asked(q, country, cursor=cursor, limit=_PER_PAGE))


@router.get("/instruments")
def instruments(request: Request, user: Reader, q: Text = "", kind: Text = "", cursor: Cursor = None) -> Response:
    """Instruments."""
    return _list(request, user, "instruments", Asked(q, kind, cursor=cursor, limit=_PER_PAGE))


@router.get("/actors/{key}")
def actor(request: Request, user: Reader, discretion: Discreet, key: str, cursor: Cursor = None) -> Response:
    """All that cases say of an actor."""
    return _story(request, user, discretion, "actors", key, cursor)


@router.get("/events/{key}")
def event(request: Request, user: Reader, discretion: Discreet, key: str, cursor: Cursor = None) -> Response:
    """All that cases say of an event."""
    return _story(request, user, discretion, "events", key, cursor)


@router.get("/places/{key}")
def place(request: Request, user: Reader, discretion: Discreet, key: str, cursor: Cursor = None) -> Response:
    """All that cases say of a place."""
    return _story(request, user, discretion, "places", key, cursor)


@router.get("/instruments/{key}")
def instrument(request: Request, user: Reader, discretion: Discreet, key: str, cursor: Cursor = None) -> Response:
    """All that cases say of an instrument."""
    return _story(request, user, discretion, "instruments", key, cursor)


def _list(request: Request, user: Reader, field: Field, asked: Asked) -> Response:
    with snapshot(desk_of(request).store) as connection:
        shelf = shelf_of(connection, field, asked)
    own = {"q": asked.words, FACTS[field]: asked.fact, "kinds": "" if asked.named else "true"}

    def address(path: str = f"/{field}", **changed: str | None) -> str:
        query = urlencode({name: value for name, value in {**own, **changed}.items() if value})
        return f"{path}?{query}" if query else path

    return render(
        request,
        "things",
        user=user,
        field=field,
        fact=FACTS[field],
        asked=asked,
        shelf=shelf,
        things=getattr(shelf, field),
        address=address,
        service=f"{request.base_url}api/v1/reconcile/{desk_of(request).narrow.key_of(user.id)}"
        if field == "actors"
        else "",
        data=address(f"/api/v1/{field}", cursor=asked.cursor),
    )


def _story(
    request: Request, user: Reader, discretion: Discretion, field: Field, key: str, cursor: str | None
) -> Response:
    with snapshot(desk_of(request).store) as connection:
        story = discretion.story(connection, story_of(connection, field, key, user, cursor))
    query = f"?{urlencode({'cursor': cursor})}" if cursor else ""
    return render(
        request,
        "thing",
        user=user,
        field=field,
        fact=FACTS[field],
        story=story,
        hits=[(case, list(pieces_of(case.snippet)) if case.snippet else []) for case in story.in_cases],
        chronicle=chronicle(story.years, _dated(story)),
        undated=[each for each in story.events if not each.date],
        beginning=f"/{field}/{story.id}" if cursor else None,
        later=f"/{field}/{story.id}?{urlencode({'cursor': story.next})}" if story.next else None,
        data=f"/api/v1/{field}/{story.id}{query}",
    )


def _dated(story: Story) -> list[DatedEvent]:
    return [each for each in story.events if each.date]

"""The HTTP API: one module a part of it."""

from fastapi import APIRouter

from web.api import cases, changes, listing, releases, search

router = APIRouter(prefix="/api/v1")
for _part in (search, listing, cases, changes, releases):
    router.include_router(_part.router)

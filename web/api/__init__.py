"""The HTTP API: one module a part of it."""

from fastapi import APIRouter

from web.api import cases

router = APIRouter(prefix="/api/v1")
for _part in (cases,):
    router.include_router(_part.router)

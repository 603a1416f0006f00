"""Ids that are the same on every machine."""

from base64 import b32encode
from hashlib import sha256

from extractors.folding import fold


def case_id(source: str, uri: str) -> str:
    """The id of the case at `uri` within `source`; a changed page keeps it. 80 bits of SHA-256, in base 32."""
    return f"case-{_digest(source, uri)}"


def entity_id(kind: str, name: str) -> str:
    """The id of a thing by its kind and folded name, on whatever page it stands."""
    return f"{kind}-{_digest(kind, fold(name))}"


def _digest(*parts: str) -> str:
    return b32encode(sha256("\0".join(parts).encode()).digest()[:10]).decode().lower()

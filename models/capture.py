"""A page as it came in: bytes, and what the outside says of them."""

from models.frozen import Frozen


class Capture(Frozen):
    """Bytes of one page; `uri` is its address within the source (a folder's relative POSIX path, or a URL).

    `media_type` and `charset` are what the outside declared, or None. `template`, `language` (BCP 47) and `region`
    (ISO 3166-1 alpha-2, for phone numbers and places) are the source's hints. `captured_at` is UTC, RFC 3339.
    """

    source: str
    uri: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    captured_at: str | None = None
    template: str | None = None
    language: str | None = None
    region: str | None = None

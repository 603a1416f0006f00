"""Which addresses of a site a source means."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

# What a glob has no use for; `?` is no sign, it begins a query.
_EXPRESSION = re.compile(r"[\^$\\()\[\]+|]|\.\*")


def is_expression(pattern: str) -> bool:
    """Whether the pattern is a regular expression."""
    return bool(_EXPRESSION.search(pattern))


class Patterns:
    """Patterns of a source's `follow` or `pagination`, for addresses on `hosts` (`host` or `host:port`).

    A pattern with `://` is held against the whole address, on any host; all others against path and query. In a glob
    `*` stands for any letters; without `*` it is the beginning of a path. With a sign of regular expressions
    (`^ $ \\ ( ) [ ] + |` or `.*`) it is one, and searched for. Raises ValueError for one that cannot be read.
    """

    def __init__(self, patterns: Sequence[str], hosts: frozenset[str]) -> None:
        self._hosts = hosts
        self._whole = [_compiled(each) for each in patterns if "://" in each]
        self._paths = [_compiled(each) for each in patterns if "://" not in each]

    def match(self, url: str) -> bool:
        """Whether one of the patterns means `url`."""
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return any(each.search(url) for each in self._whole) or (
            parts.netloc in self._hosts and any(each.search(path) for each in self._paths)
        )


def _compiled(pattern: str) -> re.Pattern[str]:
    if is_expression(pattern):
        try:
            return re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    glob = ".*".join(map(re.escape, pattern.split("*")))
    return re.compile(rf"\A{glob}\Z" if "*" in pattern else rf"\A{glob}")

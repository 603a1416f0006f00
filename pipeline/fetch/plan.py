"""What of a site is looked at: which addresses lead to pages, and which are pages."""

from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from pipeline.fetch.links import Links, page_address
from pipeline.fetch.patterns import Patterns
from pipeline.fetch.sitemaps import Sitemap
from pipeline.sources import SourceKind, SourceSettings
from pipeline.store.frontier import Role


class Plan:
    """The rules of one source, of kind urls or site.

    Without `follow`, all that a map names is a page, and all links of a site that lie below a start page.
    """

    def __init__(self, source: SourceSettings) -> None:
        self._source = source
        self._start = [address for url in source.start if (address := page_address(url, url))]
        named = [address for url in filter(None, [source.sitemap]) if (address := page_address(url, url))]
        self._hosts = frozenset(urlsplit(url).netloc for url in [*self._start, *named])
        self._maps = [url for url in named if not _is_robots(url)]
        self._follow = Patterns(source.follow, self._hosts)
        self._pagination = Patterns(source.pagination, self._hosts)
        self._below = tuple(urlsplit(url).path.rpartition("/")[0] + "/" for url in self._start)

    @property
    def digest(self) -> str:
        """Another digest, and what was found before may be wrong. A list of addresses is never wrong."""
        source = self._source
        if source.kind is SourceKind.URLS:
            return ""
        parts = (source.start, source.follow, source.pagination, source.sitemap)
        return sha256(repr(parts).encode()).hexdigest()

    def seeds(self) -> Mapping[str, Role]:
        """Where the crawl begins."""
        pages = (page_address(url, url) or url for url in self._source.urls)
        return {
            **dict.fromkeys(pages, Role.PAGE),
            **dict.fromkeys(self._start, Role.LISTING),
            **dict.fromkeys(self._maps, Role.SITEMAP),
        }

    @property
    def explores(self) -> bool:
        """Whether pages lead to others."""
        return self._source.kind is SourceKind.SITE

    @property
    def robots(self) -> str | None:
        """The robots.txt that names the maps, where the source says so."""
        return self._source.sitemap if self._source.sitemap and _is_robots(self._source.sitemap) else None

    def found_in(self, links: Links, role: Role) -> Mapping[str, Role]:
        """What the links of a page or listing lead to."""
        found = {url: lead for url in links.all if (lead := self._role(url))}
        # What a listing calls its next page is a listing, too; what a case calls the next one is a case, if any.
        following = links.following if role is Role.LISTING else ()
        return found | {url: Role.LISTING for url in following if urlsplit(url).netloc in self._hosts}

    def found_on(self, sitemap: Sitemap) -> Mapping[str, Role]:
        """What a map leads to."""
        pages = (url for url in sitemap.pages if self._is_meant(url))
        return dict.fromkeys(sitemap.maps, Role.SITEMAP) | dict.fromkeys(pages, Role.PAGE)

    def _role(self, url: str) -> Role | None:
        if url in self._start or self._pagination.match(url):
            return Role.LISTING
        if self._follow.match(url) or (not self._source.follow and self._is_below(url)):
            return Role.PAGE
        return None

    def _is_meant(self, url: str) -> bool:
        return self._follow.match(url) if self._source.follow else urlsplit(url).netloc in self._hosts

    def _is_below(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.netloc in self._hosts and any(
            parts.path.startswith(folder) and parts.path != folder for folder in self._below
        )


def _is_robots(url: str) -> bool:
    return urlsplit(url).path == "/robots.txt"

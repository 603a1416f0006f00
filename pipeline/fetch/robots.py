"""What a site's robots.txt lets us fetch (RFC 9309)."""

from dataclasses import dataclass, field

from protego import Protego

from pipeline.fetch.politeness import ROBOT

# RFC 9309 2.5: so much must be read; the rest may be left.
_READ_BYTES = 500 * 1024


@dataclass(frozen=True)
class Rules:
    """One site's rules; without a robots.txt all is allowed."""

    parser: Protego = field(default_factory=lambda: Protego.parse(""))

    def allow(self, url: str) -> bool:
        """Whether `url` may be fetched."""
        return bool(self.parser.can_fetch(url, ROBOT))

    @property
    def delay(self) -> float:
        """The seconds that the site wants between two requests."""
        rate = self.parser.request_rate(ROBOT)
        return max(self.parser.crawl_delay(ROBOT) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The maps that the file names."""
        return tuple(self.parser.sitemaps)


def parse_robots(content: bytes) -> Rules:
    """The rules in a robots.txt, whatever its bytes are."""
    text = content[:_READ_BYTES].decode("utf-8-sig", errors="replace")
    return Rules(Protego.parse(text))

"""Maps of sites (sitemaps.org): XML, an index of them, plain text, each packed or not."""

from lxml import etree

from models.frozen import Frozen
from pipeline.fetch.links import page_address
from pipeline.fetch.unpacking import DamagedError, OverLimitError, gunzip

_GZIP = b"\x1f\x8b"


class Sitemap(Frozen):
    """The pages that a map names, and further maps."""

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


def read_sitemap(content: bytes, url: str, *, limit: int) -> Sitemap:
    """The map that came from `url`. Raises ValueError where it is none, or unpacks to more than `limit` bytes."""
    try:
        content = gunzip(content, limit=limit) if content.startswith(_GZIP) else content
    except (OverLimitError, DamagedError) as error:
        raise ValueError("it cannot be unpacked") from error
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = content.decode("utf-8", errors="replace").split()
        pages = tuple(address for line in lines if (address := page_address(line, url)))
        return Sitemap(pages=pages)
    # No entity is resolved and nothing is loaded: the file is a stranger's.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(content, parser)
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        raise ValueError("it is no map of a site")
    found = root.xpath("/*/*/*[local-name() = 'loc']/text()")
    addresses = tuple(dict.fromkeys(address for each in found if (address := page_address(str(each), url))))
    return Sitemap(maps=addresses) if etree.QName(root).localname == "sitemapindex" else Sitemap(pages=addresses)

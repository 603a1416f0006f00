"""Which URLs may be fetched, told from their text; the address behind a name is judged at the socket.

Schemes http and https alone, no user-info, ports that web servers use, and a host that is a public name or a public
address in its usual form. A URL that is judged here is the one that is requested: there is no second parser that could
read it otherwise.
"""

import re
import unicodedata

from yarl import URL

from models.frozen import Frozen
from pipeline.fetch.addresses import refusal_of_address, written_address

_PORTS = {80, 443, 8000, 8008, 8080, 8081, 8443, 8888}
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_LAST_LABEL = re.compile(r"[a-z][a-z0-9-]*")
# What the WHATWG URL standard forbids or strips, and backslashes, which some parsers take for slashes.
_ODD = re.compile(r"[\x00-\x20\x7f\\\u0080-\u009f]")
_AUTHORITY = re.compile(r"(?i)https?://(?P<authority>[^/?#]*)", re.ASCII)
_HOST_AND_PORT = re.compile(r"(\[[^\]]*\]|[^:]*)(:[0-9]*)?")
# Four numbers as an IPv4 address has them, anywhere in a name, one within another as well.
_HELD_ADDRESS = re.compile(r"(?<![0-9])(?=([0-9]{1,3}(?:[.-][0-9]{1,3}){3})(?![0-9]))")
# Names of RFC 6761, 6762, 7686, 8375 and 9476, those that routers and companies use within, and of cloud metadata.
_PRIVATE_ENDINGS = {
    "localhost",
    "localhost6",
    "localdomain",
    "localdomain6",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "home.arpa",
    "in-addr.arpa",
    "ip6.arpa",
    "onion",
    "alt",
    "invalid",
    "test",
    "consul",
    "default",
    "svc",
    "homenet",
    "workgroup",
    "fritz.box",
    "speedport.ip",
}
# Public names that answer with whatever address they are told, with loopback, or with that of a cloud's own services;
# those that hold the address in their name need not stand here.
_LEADING_WITHIN = {
    "1u.ms",
    "42foo.com",
    "beweb.com",
    "bugbounty.dod.network",
    "ddev.site",
    "fuf.me",
    "lacolhost.com",
    "lndo.site",
    "local.gd",
    "local.sisteminha.com",
    "localdev.me",
    "localdomain.pw",
    "localho.st",
    "localtest.me",
    "lvh.me",
    "metadata.goog",
    "metadata.packet.net",
    "metadata.platformequinix.com",
    "metadata.tencentyun.com",
    "nip.io",
    "rbndr.us",
    "rebind.it",
    "rebind.network",
    "smackaho.st",
    "spoofed.burpcollaborator.net",
    "sslip.io",
    "traefik.me",
    "ulh.us",
    "vcap.me",
    "xip.io",
    "xip.name",
    "yoogle.com",
}


class ForbiddenTargetError(Exception):
    """The URL, or the address behind it, may not be reached; the message says why."""


class Target(Frozen):
    """A URL that may be requested; `named` is true where the operator named its host, wherever that may lie."""

    url: str
    origin: str
    host: str
    named: bool


def check_target(url: str, allow_hosts: tuple[str, ...] = ()) -> Target:
    """The target that `url` stands for, without fragment.

    `allow_hosts` are hosts, or `host:port`, that the operator allows wherever they lie. Raises ForbiddenTargetError.
    """
    if _ODD.search(url):
        raise ForbiddenTargetError("it has blanks, control characters or backslashes")
    written = _AUTHORITY.match(url)
    if written is None or not written["authority"]:
        raise ForbiddenTargetError("only http:// and https:// are fetched")
    if "@" in url[written.start("authority") :].partition("/")[0]:
        raise ForbiddenTargetError("it has a user name, or what some parsers take for one")
    if not _HOST_AND_PORT.fullmatch(written["authority"]):
        raise ForbiddenTargetError("it has no host, or no port that can be")
    try:
        parsed = URL(url).with_fragment(None)
        host, port = parsed.raw_host, parsed.port
    except ValueError as error:
        raise ForbiddenTargetError(f"it is no URL ({error})") from error
    if not host or not port:
        raise ForbiddenTargetError("it has no host, or no port that can be")
    host = _plain(host)
    named = _is_named(host, port, allow_hosts)
    if not named:
        _refuse_port(port)
        _refuse_host(host, written["authority"])
    shown = f"[{host}]" if ":" in host else host
    if parsed.raw_path in {"", "/"}:
        parsed = parsed.with_path("/", keep_query=True)
    return Target(url=str(parsed.with_host(host)), origin=f"{parsed.scheme}://{shown}:{port}", host=host, named=named)


def _plain(host: str) -> str:
    """The host in small ASCII letters; full-width and circled digits are digits, as they are to a browser."""
    folded = unicodedata.normalize("NFKC", host).lower()
    return folded if "%" in folded and ":" in folded else folded.removesuffix(".")


def _is_named(host: str, port: int, allow_hosts: tuple[str, ...]) -> bool:
    shown = f"[{host}]" if ":" in host else host
    return any(each.lower() in (host, shown, f"{shown}:{port}") for each in allow_hosts)


def _refuse_port(port: int) -> None:
    if port not in _PORTS:
        usual = ", ".join(map(str, sorted(_PORTS)))
        raise ForbiddenTargetError(f"port {port} is none that sites use ({usual}); allow_hosts may name it")


def _refuse_host(host: str, authority: str) -> None:
    if "%" in authority:
        raise ForbiddenTargetError("its host has percent signs: a zone id, or letters in disguise")
    if authority.replace(".", "").isdigit() and not authority.isascii():
        raise ForbiddenTargetError("its host is an address in digits of another script")
    if authority.startswith("["):
        _refuse_address(host)
        return
    try:
        address = written_address(host)
    except ValueError as error:
        raise ForbiddenTargetError(f"its host {host} is neither a name nor an address") from error
    if address is not None:
        _refuse_address(str(address))
        if str(address) != host:
            raise ForbiddenTargetError(f"its host {host} is the address {address} in disguise")
        return
    _refuse_name(host)


def _refuse_address(address: str) -> None:
    if reason := refusal_of_address(address):
        raise ForbiddenTargetError(f"the address {address} is {reason}")


def _refuse_name(host: str) -> None:
    labels = host.split(".")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)) or not _LAST_LABEL.fullmatch(labels[-1]):
        raise ForbiddenTargetError(f"its host {host} is no name that can be")
    endings = {".".join(labels[place:]) for place in range(len(labels))}
    if len(labels) == 1 or endings & _PRIVATE_ENDINGS:
        raise ForbiddenTargetError(f"its host {host} is a name of private networks")
    if endings & _LEADING_WITHIN or any(map(_is_private, _HELD_ADDRESS.findall(host))):
        raise ForbiddenTargetError(f"its host {host} answers with an address within")


def _is_private(held: str) -> bool:
    return refusal_of_address(held.replace("-", ".")) is not None

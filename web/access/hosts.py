"""Which names a browser may reach the server by.

A page of another site can make its own name lead to this machine (DNS rebinding), and would then be of the same origin.
It cannot do so with an address, nor with `localhost`; any other name has to be one of the settings.
"""

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens at `host`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_ours(authority: str, names: Collection[str], *, local: bool) -> bool:
    """Whether a request whose `Host` is `authority` was meant for this server; `local`: it listens there alone."""
    try:
        host = urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return False
    if host in names or is_loopback(host):
        return True
    return not local and _is_address(host)


def is_same_origin(origin: str, authority: str) -> bool:
    """Whether a page of `origin` (RFC 6454) came from the server that is called `authority`."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == authority.lower()


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

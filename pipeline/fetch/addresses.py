"""Which IP addresses may be reached: those of the public internet alone.

Our own tables, from the special-purpose registries of IANA (RFC 6890 and its updates): Python's `is_global` answers
otherwise from version to version. Of IPv6 only 2000::/3 is given out; within it the ranges that stand for another
address (6to4, Teredo) are refused whole, since what they stand for may be private.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_RESERVED_4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a provider's customers",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "a cloud's own services",
    "169.254.0.0/16": "link-local; clouds keep their keys there",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "reserved for protocols",
    "192.0.2.0/24": "for documentation",
    "192.31.196.0/24": "reserved for name servers",
    "192.52.193.0/24": "reserved for multicast relays",
    "192.88.99.0/24": "a relay of 6to4",
    "192.168.0.0/16": "private",
    "192.175.48.0/24": "reserved for name servers",
    "198.18.0.0/15": "for measuring",
    "198.51.100.0/24": "for documentation",
    "203.0.113.0/24": "for documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
_RESERVED_6 = {
    "::1/128": "loopback",
    "::/128": "no address",
    "::ffff:0:0/96": "an IPv4 address within IPv6",
    "::ffff:0:0:0/96": "a translated IPv4 address",
    "::/96": "an IPv4 address within IPv6",
    "64:ff9b::/96": "an IPv4 address behind NAT64",
    "64:ff9b:1::/48": "an IPv4 address behind NAT64",
    "100::/64": "discarded",
    "2001::/32": "an IPv4 address behind Teredo",
    "2001::/23": "reserved for protocols",
    "2001:db8::/32": "for documentation",
    "2002::/16": "an IPv4 address behind 6to4",
    "2620:4f:8000::/48": "reserved for name servers",
    "3fff::/20": "for documentation",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "fec0::/10": "private (site-local)",
    "ff00::/8": "multicast",
}
_RESERVED = [(ip_network(block), reason) for block, reason in (_RESERVED_4 | _RESERVED_6).items()]
_GIVEN_OUT = ip_network("2000::/3")
# ISATAP: the second half of the address is 0:5efe (or 200:5efe) and an IPv4 address.
_ISATAP = {0x00005EFE, 0x02005EFE}


def refusal_of_address(address: str) -> str | None:
    """Why `address` (as a socket has it, a zone id allowed) may not be reached; None where it may.

    What is no address at all may not.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return "no IP address"
    return _refusal(parsed)


def _refusal(address: IPv4Address | IPv6Address) -> str | None:
    # Networks of the other version hold no address of this one.
    for block, reason in _RESERVED:
        if address in block:
            return reason
    if isinstance(address, IPv6Address):
        if address not in _GIVEN_OUT:
            return "given to nobody"
        if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
            return "an IPv4 address behind ISATAP"
    return None


def written_address(host: str) -> IPv4Address | None:
    """The IPv4 address that `host` is another spelling of, as the C library and browsers read it; None for a name.

    `2130706433`, `0x7f.1`, `0177.0.0.1` and `127.1` are all 127.0.0.1. Raises ValueError for a host that can only be
    meant as an address and is none (`256.256.256.256`, `1.2.3.4.5`).
    """
    pieces = host.removesuffix(".").split(".")
    if not _is_number(pieces[-1]):
        return None
    if len(pieces) > 4:
        raise ValueError(host)
    *first, last = (_number(piece) for piece in pieces)
    if any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        raise ValueError(host)
    return IPv4Address(sum(number << 8 * (3 - place) for place, number in enumerate(first)) + last)


def _is_number(piece: str) -> bool:
    return piece.isascii() and (piece.isdigit() or piece.lower().startswith("0x"))


def _number(piece: str) -> int:
    if piece.lower().startswith("0x"):
        return int(piece[2:] or "0", 16)
    return int(piece, 8 if piece.startswith("0") and len(piece) > 1 else 10)

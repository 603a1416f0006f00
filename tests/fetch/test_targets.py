from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetch.addresses import refusal_of_address, written_address
from pipeline.fetch.targets import ForbiddenTargetError, check_target

FORBIDDEN = Path(__file__).with_name("forbidden_urls.txt").read_text(encoding="utf-8").splitlines()

ALLOWED = {
    "http://example.org": "http://example.org/",
    "HTTPS://Example.ORG/A?b=c#d": "https://example.org/A?b=c",
    "https://example.org./": "https://example.org/",
    "https://example.org:8443/x": "https://example.org:8443/x",
    "https://8.8.8.8/": "https://8.8.8.8/",
    "https://[2a00:1450:4001:800::200e]/": "https://[2a00:1450:4001:800::200e]/",
    "https://[2606:2800:220:1:248:1893:25c8:1946]:8443/": "https://[2606:2800:220:1:248:1893:25c8:1946]:8443/",
    "https://100.63.255.255/": "https://100.63.255.255/",
    "https://172.15.255.255/": "https://172.15.255.255/",
    "https://ec2-8-8-8-8.example.org/": "https://ec2-8-8-8-8.example.org/",
    "https://127.example.org/": "https://127.example.org/",
    "https://localhost.example.org/": "https://localhost.example.org/",
    "https://test.example.org/": "https://test.example.org/",
    "https://lan.org/": "https://lan.org/",
    "https://example.org:/": "https://example.org/",
    "https://пример.рф/дело": "https://xn--e1afmkfd.xn--p1ai/%D0%B4%D0%B5%D0%BB%D0%BE",
    "https://点看.中国/": "https://xn--3pxu8k.xn--fiqs8s/",
    "https://faß.example.org/": "https://xn--fa-hia.example.org/",
    "https://bücher.example.org/": "https://xn--bcher-kva.example.org/",
    "https://0x7f.example.org/": "https://0x7f.example.org/",
    "https://my_host.example.org/": "https://my_host.example.org/",
    "https://example.org/a/@b?c=http://127.0.0.1/": "https://example.org/a/@b?c=http://127.0.0.1/",
}


@pytest.mark.parametrize("url", FORBIDDEN)
def test_no_trick_reaches_within(url):
    with pytest.raises(ForbiddenTargetError):
        check_target(url)


@pytest.mark.parametrize(
    "url", ["http://example.org/\r\nHost: x", "http://127.0.0.1\t.example.org/", "http://a\n.org/", ""]
)
def test_control_characters_are_refused(url):
    with pytest.raises(ForbiddenTargetError):
        check_target(url)


@pytest.mark.parametrize(("url", "requested"), ALLOWED.items())
def test_public_sites_may_be_fetched(url, requested):
    target = check_target(url)
    assert (target.url, target.named) == (requested, False)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8123/x", ("127.0.0.1:8123",)),
        ("http://127.0.0.1:8123/x", ("127.0.0.1",)),
        ("http://wiki.corp/", ("other", "Wiki.Corp")),
        ("http://[::1]:99/", ("[::1]:99",)),
        ("http://[::1]:99/", ("::1",)),
    ],
)
def test_an_operator_may_name_a_host_within(url, allowed):
    assert check_target(url, allowed).named


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8124/", "http://127.0.0.2:8123/", "http://127.1:8123/", "ftp://127.0.0.1:8123/",
            "http://x@127.0.0.1:8123/", "http://localhost:8123/"],
)  # fmt: skip
def test_what_is_beside_the_named_host_stays_refused(url):
    with pytest.raises(ForbiddenTargetError):
        check_target(url, ("127.0.0.1:8123",))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00::1"]
)
def test_public_addresses_may_be_reached(address):
    assert refusal_of_address(address) is None


@pytest.mark.parametrize("address", ["fe80::1%eth0", "", "x", "127.1"])
def test_what_a_socket_would_not_say_is_refused(address):
    assert refusal_of_address(address)


@given(st.ip_addresses(v=4), st.data())
def test_every_spelling_of_an_address_is_read_as_it(address, data):
    number, pieces = int(address), data.draw(st.integers(1, 4))
    first = [number >> 8 * (3 - place) & 255 for place in range(pieces - 1)]
    numbers = [*first, number & (256 ** (5 - pieces) - 1)]
    forms = [data.draw(st.sampled_from([str, hex, lambda each: f"0{each:o}"])) for _ in numbers]
    assert written_address(".".join(form(each) for form, each in zip(forms, numbers, strict=True))) == address

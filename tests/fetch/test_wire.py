import asyncio
import socket

import pytest

from pipeline.fetch.targets import ForbiddenTargetError, Target
from pipeline.fetch.wire import Answer, Wire
from tests.fetch.trap_site import Site, case, served


@pytest.fixture
def site():
    with served() as site:
        site.pages = {"/x": case("X")}
        yield site


def ask(site: Site, host: str, *, named: bool = False, times: int = 1) -> Answer:
    async def exchange() -> Answer:
        target = Target(url=f"http://{host}:{site.port}/x", origin="x", host=host, named=named)
        async with Wire(user_agent="x", timeout=5) as wire:
            answers = [await wire.exchange(target, {}, limit=10_000) for _ in range(times)]
        return answers[-1]

    return asyncio.run(exchange())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_address_is_judged_at_the_socket_whatever_the_name_was(site, host):
    with pytest.raises(ForbiddenTargetError, match="loopback"):
        ask(site, host)
    assert site.asked == []


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["127.0.0.1", "93.184.215.14"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"]]
)
def test_a_public_name_that_leads_within_is_refused(site, answers, monkeypatch):
    def looked_up(host, port, *_, **__):
        families = [socket.AF_INET6 if ":" in each else socket.AF_INET for each in answers]
        ends = [(each, port, 0, 0) if ":" in each else (each, port) for each in answers]
        return [(family, socket.SOCK_STREAM, 6, "", end) for family, end in zip(families, ends, strict=True)]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(ForbiddenTargetError, match="its name leads to"):
        ask(site, "rebound.example.org")
    assert site.asked == []


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"])
def test_no_proxy_of_the_environment_is_used(site, name, monkeypatch):
    monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert ask(site, "127.0.0.1", named=True).status == 200

"""A site whose pages never change, on the loopback address: `python -m benchmarks.site PAGES` prints its port."""

import asyncio
import sys

from aiohttp import web

_LISTED = 100


def _case(number: int) -> str:
    title = f"Case {number:06}"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>Words of {number}.</p></body></html>"


def _listing(number: int, count: int) -> str:
    first, after = number * _LISTED, (number + 1) * _LISTED
    links = "".join(f'<li><a href="/cases/{each:06}">{each}</a></li>' for each in range(first, min(after, count)))
    following = f'<a rel="next" href="/list/{number + 1}">more</a>' if after < count else ""
    return f"<html><body><ul>{links}</ul>{following}</body></html>"


def _text(path: str, count: int) -> str:
    match path.strip("/").split("/"):
        case ["robots.txt"]:
            return "User-agent: *\nDisallow: /private\n"
        case ["map.txt"]:
            return "".join(f"/cases/{each:06}\n" for each in range(count))
        case ["list", number]:
            return _listing(int(number), count)
        case _:
            return _case(int(path.rpartition("/")[2]))


async def serve(count: int) -> None:
    """Serves `count` pages, a map and listings of them until the process is ended."""

    async def answer(request: web.BaseRequest) -> web.Response:
        # The address is validator enough.
        etag = {"ETag": f'"{request.path}"'}
        if request.headers.get("If-None-Match") == etag["ETag"]:
            return web.Response(status=304, headers=etag)
        kind = "text/plain" if request.path.endswith(".txt") else "text/html"
        return web.Response(text=_text(request.path, count), content_type=kind, headers=etag)

    server = await asyncio.get_running_loop().create_server(web.Server(answer), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))

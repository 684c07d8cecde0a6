"""The public listener over real connections: whoever sends too much, too slowly or nonsense is hung up on."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.listener import Bounds, Call, CannotListen, Reply, listen
from tests.fakes.hub_server import call

LONG_S = 30.0


async def echo(asked: Call) -> Reply:
    body = await asked.body(1000)
    return Reply(200, f"{asked.method} {asked.rest} {dict(asked.query)} {len(body)} {asked.headers.get('x-a')}")


async def broken(asked: Call) -> Reply:
    raise RuntimeError(f"the secret of {asked.rest}")


@asynccontextmanager
async def open_listener(**bounds: float) -> AsyncIterator[int]:
    chosen = Bounds(
        connections=int(bounds.get("connections", 20)),
        connection_s=bounds.get("connection_s", LONG_S),
        grace_s=bounds.get("grace_s", LONG_S),
        idle_s=bounds.get("idle_s", LONG_S),
        body_s=bounds.get("body_s", LONG_S),
    )
    async with listen([("127.0.0.1", 0)], {"/hub": echo, "/broken": broken}, chosen) as (port,):
        yield port


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with open_listener() as opened:
        yield opened


async def answered(port: int, sent: bytes) -> bytes:
    """What comes until the listener hangs up, without our hanging up first."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        async with asyncio.timeout(10):
            return await reader.read()
    except ConnectionError:
        return b"reset"
    finally:
        writer.close()


async def test_a_door_answers_for_its_path_and_what_is_below(port: int) -> None:
    base = f"http://127.0.0.1:{port}"
    answer = await call("POST", f"{base}/hub/a/b?x=1", body=b"12", headers={"X-A": "b"})
    assert (answer.status, answer.text) == (200, "POST a/b {'x': '1'} 2 b")
    assert [(await call("GET", f"{base}{path}")).status for path in ("/hub", "/", "/hubs", "/other", "/hub/")] == [
        200, 404, 404, 404, 200,
    ]  # fmt: skip


async def test_what_goes_wrong_is_told_to_nobody_outside(port: int) -> None:
    answer = await call("GET", f"http://127.0.0.1:{port}/broken/1")
    assert (answer.status, answer.text) == (500, "")


@pytest.mark.parametrize("size", [1001, 5_000_000])
async def test_a_body_over_the_limit_is_refused(port: int, size: int) -> None:
    assert (await call("POST", f"http://127.0.0.1:{port}/hub", body=bytes(size))).status == 413


async def test_a_body_that_lies_about_how_it_is_packed_is_refused(port: int) -> None:
    answer = await call("POST", f"http://127.0.0.1:{port}/hub", body=b"no gzip", headers={"Content-Encoding": "gzip"})
    assert answer.status == 400


async def test_a_body_that_never_ends_has_its_time() -> None:
    async with open_listener(body_s=0.05) as port:
        sent = b"POST /hub HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n12"
        assert (await answered(port, sent)).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("sent", [b"", b"GET /hub HT", b"GET /hub HTTP/1.1\r\nHost: x\r\nX-Slow: "])
async def test_who_says_nothing_or_never_ends_saying_it_is_hung_up_on(sent: bytes) -> None:
    async with open_listener(connection_s=0.05, grace_s=0.05) as port:
        assert b"200" not in await answered(port, sent)


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x02\x00\x01", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n"])
async def test_nonsense_is_refused(port: int, sent: bytes) -> None:
    assert b" 400 " in (await answered(port, sent))[:40]


async def test_there_are_only_so_many_connections() -> None:
    async with open_listener(connections=3) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        assert await answered(port, b"GET /hub HTTP/1.1\r\nHost: x\r\n\r\n") in (b"", b"reset")
        for _, writer in held:
            writer.close()
            await writer.wait_closed()
        assert (await call("GET", f"http://127.0.0.1:{port}/hub")).status == 200


async def test_an_address_that_is_taken_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = "127.0.0.1", taken.getsockname()[1]
        with pytest.raises(CannotListen, match="cannot be listened on"):
            await listen([address], {}).__aenter__()


async def test_whoever_drips_does_not_keep_the_service_from_ending() -> None:
    """A minute for what is under way, as the library gives, and the service is killed in the middle of other things."""
    async with asyncio.timeout(10):
        async with open_listener() as port:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /hub HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nslowly")
            await call("GET", f"http://127.0.0.1:{port}/hub")  # by now the other is being answered, too
        writer.close()

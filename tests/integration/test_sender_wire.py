"""Forms over connections of our own: servers answer in every way that HTTP allows, and in some that it does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.sender.connection import MAX_ANSWER_BYTES, BrokenAnswer
from bot.sender.wire import Limits, NotConnected, Wire

LIMITS = Limits(place_s=1.0, connect_s=1.0, write_s=1.0, answer_s=1.0)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
SILENCE = b""


class Scripted:
    """Gives each request the next of its answers, in pieces of one octet where asked; an answer of `None` hangs up."""

    def __init__(self, answers: list[bytes | None], *, in_octets: bool = False) -> None:
        self._answers = answers
        self._in_octets = in_octets
        self.connections = 0
        self.requests: list[bytes] = []
        self.arrived: asyncio.Queue[bytes] = asyncio.Queue()
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.partition(b"Content-Length: ")[2].split(b"\r\n")[0])
        self.requests.append(head + await reader.readexactly(length))
        self.arrived.put_nowait(self.requests[-1])
        answer = self._answers.pop(0)
        for piece in (
            [answer[at : at + 1] for at in range(len(answer or b""))] if self._in_octets and answer else [answer]
        ):
            writer.write(piece or b"")
            await writer.drain()
            await asyncio.sleep(0)
        return answer is not None and b"close" not in answer and b"HTTP/1.0" not in answer


@asynccontextmanager
async def scripted(*answers: bytes | None, in_octets: bool = False) -> AsyncIterator[Scripted]:
    script = Scripted(list(answers), in_octets=in_octets)
    async with await asyncio.start_server(script.serve, "127.0.0.1", 0) as server:
        script.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot1:token"
        yield script


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    opened = Wire(2, "Yaowen")
    yield opened
    await opened.close()


ANSWERS = {
    "a length": (OK, b"{}"),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", b"{}"),
    "its connection's end": (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", b"{}"),
    "HTTP 1.0": (b"HTTP/1.0 200 OK\r\n\r\n{}", b"{}"),
    "no body": (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", b""),
    "an announcement": (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, b"{}"),
}


@pytest.mark.parametrize("in_octets", [False, True], ids=["at once", "octet by octet"])
@pytest.mark.parametrize("how", ANSWERS)
async def test_an_answer_is_read_however_its_end_is_told(wire: Wire, how: str, in_octets: bool) -> None:
    answer, body = ANSWERS[how]
    async with scripted(answer, OK, in_octets=in_octets) as server:
        assert await wire.post(f"{server.url}/a", b"x=1", LIMITS) == (200, body)
        assert await wire.post(f"{server.url}/b", b"x=2", LIMITS) == (200, b"{}")


async def test_requests_that_follow_one_another_share_a_connection(wire: Wire) -> None:
    async with scripted(OK, OK, OK) as server:
        for number in range(3):
            await wire.post(f"{server.url}/sendMessage", b"n=%d" % number, LIMITS)
        assert server.connections == 1
    lines = server.requests[2].split(b"\r\n")
    assert lines[0] == b"POST /bot1:token/sendMessage HTTP/1.1"
    assert {b"User-Agent: Yaowen", b"Content-Length: 3", b"Content-Type: application/x-www-form-urlencoded"} < set(
        lines
    )
    assert lines[-1] == b"n=2"


async def test_a_refusal_is_an_answer_too_and_keeps_its_connection(wire: Wire) -> None:
    refusal = b'HTTP/1.1 429 Too Many Requests\r\nContent-Length: 12\r\n\r\n{"ok":false}'
    async with scripted(refusal, OK) as server:
        assert await wire.post(server.url, b"x=1", LIMITS) == (429, b'{"ok":false}')
        assert (await wire.post(server.url, b"x=1", LIMITS))[0] == 200
        assert server.connections == 1


BROKEN = {
    "nothing": None,
    "half an answer": b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\n{}",
    "half a head": b"HTTP/1.1 200 OK\r\nConnection: close",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "another protocol on": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
}


@pytest.mark.parametrize("what", BROKEN)
async def test_what_is_no_whole_answer_may_have_arrived_and_costs_only_its_own_request(wire: Wire, what: str) -> None:
    async with scripted(BROKEN[what], OK) as server:
        with pytest.raises(BrokenAnswer):
            await wire.post(server.url, b"x=1", LIMITS)
        assert await wire.post(server.url, b"x=2", LIMITS) == (200, b"{}")
        assert [request[-3:] for request in server.requests] == [b"x=1", b"x=2"]


async def test_an_answer_that_never_ends_is_given_up(wire: Wire) -> None:
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * (MAX_ANSWER_BYTES + 1)
    async with scripted(endless) as server:
        with pytest.raises(BrokenAnswer, match="too long"):
            await wire.post(server.url, b"x=1", LIMITS._replace(answer_s=30))


async def test_a_late_answer_is_nobody_elses(wire: Wire) -> None:
    """After a time-out or a cancelled caller the connection is dropped: the next request has its own answer."""
    async with scripted(SILENCE, SILENCE, OK) as server:
        with pytest.raises(TimeoutError):
            await wire.post(server.url, b"x=1", LIMITS._replace(answer_s=0.05))
        waiting = asyncio.create_task(wire.post(server.url, b"x=2", LIMITS))
        for _ in range(2):
            await server.arrived.get()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await wire.post(server.url, b"x=3", LIMITS) == (200, b"{}")
        assert server.connections == 3


async def test_each_request_of_a_connection_has_its_own_time_and_no_earlier_ones(wire: Wire) -> None:
    short, long = LIMITS._replace(answer_s=0.05), LIMITS._replace(answer_s=30)
    async with scripted(OK, SILENCE, SILENCE) as server:
        await wire.post(server.url, b"x=1", short)
        waiting = asyncio.create_task(wire.post(server.url, b"x=2", long))
        for _ in range(2):
            await server.arrived.get()
        with pytest.raises(TimeoutError):
            await wire.post(server.url, b"x=3", LIMITS._replace(answer_s=0.2))
        assert not waiting.done(), "the first request's time ended the second"
        waiting.cancel()
    async with scripted(OK, SILENCE) as server:
        await wire.post(server.url, b"x=1", long)
        cut = asyncio.create_task(wire.post(server.url, b"x=2", short))
        await asyncio.wait([cut], timeout=10)
        assert isinstance(cut.exception(), TimeoutError)
        assert server.connections == 1


async def test_a_word_that_nobody_asked_for_is_no_answer(wire: Wire) -> None:
    """A server may say that it hangs up: what it says is not taken for the answer to the next request."""
    farewell = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
    async with scripted(OK + farewell, OK) as server:
        assert await wire.post(server.url, b"x=1", LIMITS) == (200, b"{}")
        assert await wire.post(server.url, b"x=2", LIMITS) == (200, b"{}")


async def test_the_third_of_two_places_waits_for_one_of_them(wire: Wire) -> None:
    async with scripted(SILENCE, SILENCE, OK) as server:
        held = [asyncio.create_task(wire.post(server.url, b"x=1", LIMITS)) for _ in range(2)]
        for _ in range(2):
            await server.arrived.get()
        with pytest.raises(NotConnected, match="taken"):
            await wire.post(server.url, b"x=2", LIMITS._replace(place_s=0.05))
        third = asyncio.create_task(wire.post(server.url, b"x=3", LIMITS))
        held[0].cancel()
        assert await third == (200, b"{}")
        held[1].cancel()
        await asyncio.gather(*held, return_exceptions=True)


async def test_nothing_is_written_where_the_certificate_is_missing_and_no_path_is_told(wire: Wire) -> None:
    async with scripted(OK) as server:
        with pytest.raises(NotConnected) as caught:
            await wire.post(server.url.replace("http:", "https:"), b"x=1", LIMITS)
        assert server.requests == []
    assert "token" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://u:p@h/bot", "ftp://h/bot", "/bot", "http:///bot", "http://h:99999/bot"])
async def test_an_address_that_is_not_ordinary_is_left_to_others(wire: Wire, url: str) -> None:
    assert not wire.can_reach(url)
    with pytest.raises(NotConnected):
        await wire.post(url, b"x=1", LIMITS)


async def test_no_address_can_end_a_line_of_the_head(wire: Wire) -> None:
    async with scripted(OK) as server:
        await wire.post(f"{server.url}/a b\r\nX-Evil: 1", b"x=1", LIMITS)
        assert b"\r\nX-Evil" not in server.requests[0]


async def test_what_nobody_asked_for_behind_an_answer_is_no_answer_to_the_next_request(wire: Wire) -> None:
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1,"
    async with scripted(OK + begun, OK) as server:
        assert await wire.post(server.url, b"a=1", LIMITS) == (200, b"{}")
        assert await wire.post(server.url, b"a=2", LIMITS) == (200, b"{}")
        assert server.connections == 2

"""A WebSub hub over real HTTP, which asks back, signs and pushes as the specification says, or does not.

    async with HubServer() as hub:
        hub.url + "/hub"                   # what a feed names as its hub
        await hub.verify()                 # ask back whoever asked to be pushed to
        answer = await hub.push(body)      # to whoever asked last

It asks back only when the test says so. `accepts` is the status that it gives who asks for pushes. `proxy` stands for
the reverse proxy in front of the subscriber: its public address, and where that leads.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from aiohttp import ClientSession, web

from tests.fakes.loopback import LoopbackServer


@dataclass(slots=True)
class Asked:
    """A request to push or to stop."""

    form: dict[str, str]
    is_verified: bool = False

    @property
    def mode(self) -> str:
        return self.form["hub.mode"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the subscriber said."""

    status: int
    text: str


class HubServer(LoopbackServer):
    """See the module's description."""

    def __init__(self, *, accepts: int = 202, lease_s: int = 864_000) -> None:
        super().__init__()
        self.accepts = accepts
        self.lease_s = lease_s
        self.proxy = ("", "")
        self.asked: list[Asked] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(Asked(form))
        self.changes.ring()
        return web.Response(status=self.accepts, text="x" * 100)

    async def verify(self, *, challenge: str = "c-1", **changed: str) -> list[Answer]:
        """Ask back everybody who was not asked yet, with what is `changed` in the query (`mode`, `topic`)."""
        answers = []
        for each in [each for each in self.asked if not each.is_verified]:
            query = {"hub.mode": each.mode, "hub.topic": each.form["hub.topic"], "hub.challenge": challenge}
            if each.mode == "subscribe":
                query["hub.lease_seconds"] = str(self.lease_s)
            query |= {f"hub.{name}": value for name, value in changed.items()}
            answer = await call("GET", self.callback(each), query=query)
            each.is_verified = answer.status == 200
            answers.append(answer)
        return answers

    async def push(self, body: bytes, *, method: str = "sha256", secret: str | None = None) -> Answer:
        """Push to who asked last, signed with the secret that it named, or another."""
        last = self.asked[-1]
        key = (secret or last.form.get("hub.secret", "")).encode()
        signature = f"{method}={hmac.new(key, body, getattr(hashlib, method, hashlib.sha256)).hexdigest()}"
        return await call("POST", self.callback(last), body=body, headers={"X-Hub-Signature": signature})

    def callback(self, asked: Asked) -> str:
        """Where whoever asked can be reached."""
        return asked.form["hub.callback"].replace(*self.proxy)


async def call(
    method: str,
    address: str,
    *,
    query: Mapping[str, str] | None = None,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """What the server at `address` answers."""
    sent = {"Content-Type": "application/rss+xml", **(headers or {})}
    async with (
        ClientSession() as session,
        session.request(
            method, address, params=query, data=None if body is None else BytesIO(body), headers=sent
        ) as response,
    ):
        return Answer(response.status, await response.text())

"""What a request to the Bot API says and how it is refused: `Params` and `ApiError`.

Parameters may arrive in the query, as a form, as multipart or as JSON; all of them end as text, objects as JSON text.
"""

import json
from collections.abc import Mapping

from aiohttp import web

from tests.fakes.telegram_html import EntityError, parse_html
from tests.fakes.telegram_text import Entity, Formatted, clean_input, trimmed

MAX_CAPTION_UNITS = 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_TEXT_UNITS = 4096


class ApiError(Exception):
    """An answer that is not ok: HTTP status, Telegram's own description, and its parameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, object]:
        body: dict[str, object] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str, **parameters: int) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def too_many(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


class Params:
    """The parameters of one request."""

    def __init__(self, values: Mapping[str, str], files: Mapping[str, bytes] | None = None) -> None:
        self.values = dict(values)
        self.files = dict(files or {})

    def text(self, name: str) -> str:
        """The value, or the empty string."""
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1", "yes"}

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise bad_request(f"invalid {name} specified") from None

    def document(self, name: str) -> object:
        """The value read as JSON, or None when it is absent."""
        if not self.text(name):
            return None
        try:
            found: object = json.loads(self.text(name))
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return found

    def mapping(self, name: str) -> dict[str, object]:
        """The value read as a JSON object, or an empty one when it is absent."""
        found = self.document(name)
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return found

    def formatted(self, name: str = "text", entities_name: str = "entities") -> Formatted:
        """The text as it will appear, read by `parse_mode` or with the entities given beside it."""
        source = clean_input(self.text(name))
        mode = self.text("parse_mode").lower()
        if mode not in {"", "html"}:
            raise bad_request("unsupported parse_mode")
        try:
            read = parse_html(source) if mode else Formatted(source, self._entities(entities_name))
        except EntityError as error:
            raise bad_request(f"can't parse entities: {error}") from None
        return trimmed(read)

    def _entities(self, name: str) -> tuple[Entity, ...]:
        listed = self.document(name)
        given = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
        return tuple(
            Entity(str(e["type"]), int(e["offset"]), int(e["length"]), e.get("url"), e.get("language")) for e in given
        )


async def read_params(request: web.Request) -> Params:
    """The parameters of `request`, those of the body over those of the query. Files become their names."""
    values = dict(request.query)
    files: dict[str, bytes] = {}
    if request.content_type == "application/json":
        values |= _from_json(await request.text())
    elif request.can_read_body:
        form = await request.post()
        values |= {name: v if isinstance(v, str) else _file_name(v) for name, v in form.items()}
        files = {name: v.file.read() for name, v in form.items() if isinstance(v, web.FileField)}
    return Params(values, files)


def _file_name(value: object) -> str:
    return value.filename if isinstance(value, web.FileField) else ""


def _from_json(body: str) -> dict[str, str]:
    try:
        document = json.loads(body or "{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(document, dict):
        raise bad_request("object expected as the body")
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in document.items()
        if value is not None
    }

"""Why a source cannot be read, and what to do about it, for whoever sits at a terminal."""

from bot.texts import texts_for
from digests.errors import SourceError
from digests.models import Problem
from digests.sources.addresses import is_web_address
from digests.subscriptions.choices import host_of


def refusal_words(failure: SourceError | Problem) -> str:
    """One line: the source, what is wrong with it, and what to do. The terminal speaks English."""
    return f"{failure.source}: {advice(failure)}"


def advice(failure: SourceError | Problem) -> str:
    """The same without the source. What is wrong with a file is told by its own reason."""
    if not is_web_address(failure.source) and failure.trouble not in {"malformed", "private"}:
        return failure.reason if isinstance(failure, SourceError) else failure.error
    host, status = host_of(failure.source), str(failure.status or "")
    return texts_for("en").plain(f"refused-{failure.trouble}", host=host, status=status)

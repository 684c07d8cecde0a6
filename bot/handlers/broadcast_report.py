"""What an administrator sees of a broadcast: its progress, its report, why messages failed. Pure."""

from collections.abc import Sequence

from bot.markup import cut, escape
from bot.texts import Texts
from digests.models import Broadcast, BroadcastState, Button, Failure, Part, Tally

_FIGURES = ("sent", "blocked", "failed", "unknown", "cancelled", "undone")
_REASON_UNITS = 200


def progress(broadcast: Broadcast, tally: Tally, texts: Texts) -> Part:
    """How far a broadcast is, with what can be done about it."""
    total = texts.number(tally.total)
    if broadcast.state is BroadcastState.UNDOING:
        done = texts.number(tally.undone)
        return Part(texts("broadcast-undoing", done=done, total=texts.number(tally.undone + tally.undoing)))
    paused = broadcast.state is BroadcastState.PAUSED
    turn = _button("resume" if paused else "pause", broadcast, texts)
    key = "broadcast-paused" if paused else "broadcast-progress"
    text = texts(key, done=texts.number(tally.total - tally.pending), total=total)
    return Part(text, ((turn, _button("stop", broadcast, texts)),))


def report(broadcast: Broadcast, tally: Tally, duration_s: int, texts: Texts) -> Part:
    """What became of every message; the figures add up to the audience."""
    figures = {name: texts.number(getattr(tally, name)) for name in _FIGURES}
    minutes, seconds = divmod(duration_s, 60)
    key = "duration-minutes" if minutes else "duration-seconds"
    duration = texts.plain(key, minutes=minutes, seconds=seconds)
    lines = [texts(_report_key(broadcast, tally), duration=duration, **figures)]
    if tally.repeated:
        lines.append(texts("broadcast-repeated", count=texts.number(tally.repeated)))
    return Part("\n".join(lines), _under_report(broadcast, tally, texts))


def _report_key(broadcast: Broadcast, tally: Tally) -> str:
    if broadcast.state in {BroadcastState.UNDOING, BroadcastState.UNDONE}:
        return "broadcast-undone"
    return "broadcast-stopped" if tally.cancelled else "broadcast-report"


def _under_report(broadcast: Broadcast, tally: Tally, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    failures = failures_button(str(broadcast.id), tally, texts)
    can_undo = tally.sent > 0 and broadcast.state not in {BroadcastState.UNDOING, BroadcastState.UNDONE}
    undo = (_button("undo", broadcast, texts),) if can_undo else ()
    return tuple(row for row in (failures, undo) if row)


def failures_button(which: str, tally: Tally, texts: Texts) -> tuple[Button, ...]:
    """A button that lists why messages failed, none when none did. `which`: a broadcast's number, or `all`."""
    count = tally.failed + tally.unknown
    label = texts.plain("button-failures", count=texts.number(count))
    return (Button(label, f"failures:{which}"),) if count else ()


def failures(found: Sequence[Failure], texts: Texts) -> Part:
    """Why messages failed, the commonest reason first, each with some of the chats."""
    if not found:
        return Part(texts("failures-none"))
    return Part("\n".join([texts("failures-title"), *(_failure(each, texts) for each in found)]))


def _failure(failure: Failure, texts: Texts) -> str:
    chats = " ".join(f"<code>{chat_id}</code>" for chat_id in failure.chat_ids)
    more = " …" if failure.count > len(failure.chat_ids) else ""
    key = "failure-unknown" if failure.may_have_arrived else "failure-refused"
    reason = escape(cut(failure.reason or "–", _REASON_UNITS))
    return f"· {texts(key, count=texts.number(failure.count))} {reason}\n  {chats}{more}"


def _button(verb: str, broadcast: Broadcast, texts: Texts) -> Button:
    return Button(texts.plain(f"button-{verb}"), f"broadcast:{verb}:{broadcast.id}")

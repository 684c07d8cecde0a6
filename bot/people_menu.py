"""What an administrator sees of subscribers: figures, pages of them, one of them, the banned. Pure.

No names, no texts, no choices: an id, a kind, a language, a state and two dates.
"""

from collections.abc import Sequence
from datetime import tzinfo

from bot.buttons import in_rows
from bot.markup import cut, escape
from bot.texts import Texts
from digests.models import CHAT_KINDS, AdminAction, Ban, Button, Census, Part, Profile
from digests.subscriptions.acquaintances import Acquaintance

PAGE = 10
_A_ROW = 5
_NAME_UNITS = 60
_FIGURES = ("total", "joined_24h", "joined_7d", "active_7d", "banned")


def people(census: Census, profiles: Sequence[Profile], page: int, texts: Texts, zone: tzinfo) -> Part:
    """The figures, and one page of the newest; `profiles` holds one more than a page where there is a next one."""
    kinds = texts.listed([f"{texts.plain(f'kind-{k}')} {texts.number(census.kinds.get(k, 0))}" for k in CHAT_KINDS])
    figures = {name: texts.number(getattr(census, name)) for name in _FIGURES}
    head = texts("users", kinds=kinds, **figures)
    shown = profiles[:PAGE]
    lines = [f"{n}. {_line(profile, texts, zone)}" for n, profile in enumerate(shown, start=page * PAGE + 1)]
    buttons = [Button(str(n), f"user:{profile.chat_id}") for n, profile in enumerate(shown, start=page * PAGE + 1)]
    rows = [tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW)]
    turns = [Button(texts.plain("button-previous"), f"users:{page - 1}")] if page else []
    turns += [Button(texts.plain("button-next"), f"users:{page + 1}")] if len(profiles) > PAGE else []
    last = (*turns, *([Button(texts.plain("button-banned"), "banned")] if census.banned else []))
    return Part("\n".join([head, "", *lines] if lines else [head]), (*rows, *([last] if last else [])))


def person(profiles: Sequence[Profile], texts: Texts, zone: tzinfo) -> Part:
    """One chat with its subscriptions, and the way to ban it or to let it back."""
    chat_id = profiles[0].chat_id
    is_banned = profiles[0].is_banned
    lines = [_line(profile, texts, zone) for profile in profiles]
    act = Button(
        texts.plain("button-unban" if is_banned else "button-ban"), f"{'unban' if is_banned else 'ban'}:{chat_id}"
    )
    return Part("\n".join(lines), ((act, Button(texts.plain("button-back"), "users:0")),))


def banned(bans: Sequence[Ban], texts: Texts, zone: tzinfo) -> Part:
    """Who is banned since when and by whom, each with the way back; and how to ban another."""
    lines = [texts("ban-usage")]
    if bans:
        lines += ["", texts("banned-title")]
    for number, ban in enumerate(bans, start=1):
        day = texts.day(ban.banned_at, zone, short=True)
        lines.append(f"{number}. <code>{ban.chat_id}</code> · {day} · <code>{ban.banned_by}</code>")
    buttons = [
        Button(f"{texts.plain('button-unban')} {number}", f"unban:{ban.chat_id}")
        for number, ban in enumerate(bans, start=1)
    ]
    return Part("\n".join(lines), tuple(tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3)))


def called(found: Sequence[Acquaintance], words: str, texts: Texts) -> Part:
    """Those who are called so, each with the way to ban them."""
    words = cut(words, _NAME_UNITS)
    if not found:
        return Part(texts("ban-nobody", name=words))
    lines = [texts("ban-called", name=words)]
    for number, each in enumerate(found, start=1):
        username = f" · @{escape(each.username)}" if each.username else ""
        lines.append(f"{number}. {escape(cut(each.name, _NAME_UNITS))}{username} · <code>{each.chat_id}</code>")
    buttons = [
        Button(f"{texts.plain('button-ban')} {number}", f"ban:{each.chat_id}")
        for number, each in enumerate(found, start=1)
    ]
    return Part("\n".join(lines), tuple(in_rows(buttons, _A_ROW)))


def actions(found: Sequence[AdminAction], texts: Texts, zone: tzinfo) -> Part:
    """What administrators did last."""
    if not found:
        return Part(texts("actions-none"))
    lines = [
        f"· {texts.moment(each.at, zone)} · <code>{each.admin_id}</code> · "
        + texts("action", act=texts.plain(f"act-{each.act}"), subject=each.subject)
        for each in found
    ]
    return Part("\n".join([texts("actions-title"), *lines]))


def _line(profile: Profile, texts: Texts, zone: tzinfo) -> str:
    state = "state-banned" if profile.is_banned else f"state-{profile.state.value}"
    read = profile.last_active_at
    words = [
        f"<code>{profile.id}</code>",
        texts.plain(f"kind-{profile.chat_kind}"),
        texts.plain(f"language-{profile.language}"),
        texts.plain(state),
        texts.plain("user-since", day=texts.day(profile.created_at, zone, short=True)),
    ]
    words += [texts.plain("user-read", day=texts.day(read, zone, short=True))] if read else []
    return " · ".join(words)

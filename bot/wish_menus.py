"""What the bot says about quiet hours, importance and keywords, with the buttons that change them. Pure."""

from bot.buttons import back, in_rows, marked
from bot.markup import cut, escape
from bot.texts import Texts, texts_for
from digests.models import IMPORTANCE, Button, Part, QuietHours, Subscription, stable_id

QUIET_PRESETS = ("22:00-07:00", "23:00-08:00", "00:00-09:00")
_RULE_UNITS = 40


def quiet(subscription: Subscription, *, before: QuietHours | None = None, changed: bool = False) -> Part:
    """The quiet hours; after a change what was set, and how to have back what was there before."""
    texts = texts_for(subscription.language)
    text = texts(
        "quiet-set" if changed else "quiet-menu",
        hours=quiet_hours(subscription.quiet, texts),
        timezone=texts.zone(subscription.timezone),
        before=_as_argument(before),
    )
    presets = [Button(wish.replace("-", "–"), f"quiet:{wish}") for wish in QUIET_PRESETS]
    off = Button(texts.plain("button-quiet-off"), "quiet:off")
    return Part(text, (*([] if changed else in_rows([*presets, off], 2)), back(texts)))


def quiet_hours(hours: QuietHours | None, texts: Texts) -> str:
    """22:00–07:00, or the word for none."""
    if hours is None:
        return texts.plain("quiet-none")
    return f"{texts.clock(hours.begin)}–{texts.clock(hours.end)}"


def _as_argument(hours: QuietHours | None) -> str:
    """What /quiet takes to set these hours."""
    return f"{hours.begin:%H:%M}-{hours.end:%H:%M}" if hours else "off"


def importance_buttons(subscription: Subscription, texts: Texts) -> tuple[Button, ...]:
    """The levels of instant stories, with a mark on the one chosen; none for another rhythm."""
    if subscription.schedule.rhythm != "instant":
        return ()
    chosen = subscription.schedule.origins
    return tuple(
        Button(marked(texts.plain(f"button-importance-{name}"), chosen=origins == chosen), f"importance:{origins}")
        for origins, name in zip(IMPORTANCE, ("all", "confirmed", "major"), strict=True)
    )


def counted(subscription: Subscription, texts: Texts) -> str:
    """How many keyword rules there are of either kind."""
    if not (subscription.muted or subscription.watched):
        return texts.plain("rules-none")
    return texts.plain("rules-counted", muted=len(subscription.muted), watched=len(subscription.watched))


def keywords(subscription: Subscription) -> Part:
    """Every rule with a button that takes it away, and how to write one."""
    texts = texts_for(subscription.language)
    lines = [texts("keywords-menu")]
    buttons = []
    for kind, rules in (("muted", subscription.muted), ("watched", subscription.watched)):
        if rules:
            lines += ["", f"<b>{texts(f'keywords-{kind}')}</b>", *(f"· {escape(rule)}" for rule in rules)]
            buttons += [Button(f"✕ {cut(rule, _RULE_UNITS)}", f"rule:{kind}:{rule_id(rule)}") for rule in rules]
    return Part("\n".join(lines), (*in_rows(buttons, 2), back(texts)))


def rule_id(rule: str) -> str:
    """A short name for a rule in a button: its place in the list may be another's by the time it is pressed."""
    return stable_id(rule)[:10]

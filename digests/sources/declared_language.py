"""The language a document claims, as one of ours."""

from digests.models import Language

_TRADITIONAL = ("hant", "tw", "hk", "mo")
_SIMPLIFIED = ("hans", "cn", "sg", "my")


def declared_language(tag: str | None) -> Language | None:
    """The language of a tag such as `zh-CN`, `zh_Hant_TW` or `en-us` (BCP 47), None for others.

    A bare `zh` does not say which script, so it says nothing.
    """
    parts = (tag or "").strip().lower().replace("_", "-").split("-")
    if parts[0] == "en":
        return "en"
    if parts[0] != "zh":
        return None
    if any(part in _TRADITIONAL for part in parts[1:]):
        return "zh-Hant"
    return "zh-Hans" if any(part in _SIMPLIFIED for part in parts[1:]) else None

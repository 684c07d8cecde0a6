"""Chinese in the reader's script, at the edge: what is stored stays verbatim."""

from digests.language.script import to_hans, to_hant
from digests.models import Language


def to_script(text: str, written: Language, reader: Language) -> str:
    """Chinese text in the reader's script; everything else unchanged."""
    if reader == "zh-Hans" and written == "zh-Hant":
        return to_hans(text)
    if reader == "zh-Hant" and written == "zh-Hans":
        return to_hant(text)
    return text

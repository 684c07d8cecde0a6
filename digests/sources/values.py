"""Reading what others' parsers give: mappings of which nothing is known, to texts and mappings of a known type."""

import hashlib
import re
from collections.abc import Iterator, Mapping

Values = Mapping[str, object]

# JSON can write halves of characters and control characters as escapes. No database takes the one, and no terminal
# should be shown the other.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


MOST_TAGS = 50
"""Of one entry; nobody's list of subjects is longer."""

_LONGEST_IDENTITY = 1000


def identity_of(given: str | None) -> str | None:
    """An id as the publisher gave it; of one that is longer than a page, one that stands for it."""
    if given is None or len(given) <= _LONGEST_IDENTITY:
        return given
    return hashlib.blake2b(given.encode(), digest_size=16).hexdigest()


def text_of(values: Values, key: str) -> str | None:
    """The text under `key` without space around it; None when it is absent, empty or no text.

    Control characters and halves of characters are no part of a text.
    """
    value = values.get(key)
    return _NO_TEXT.sub("", value).strip() or None if isinstance(value, str) else None


def mapping_of(values: Values, key: str) -> Values:
    """The mapping under `key`, an empty one when there is none."""
    value = values.get(key)
    return value if isinstance(value, Mapping) else {}


def mappings_of(values: Values, key: str) -> Iterator[Values]:
    """The mappings in the list under `key`; whatever else is in it is left out."""
    value = values.get(key)
    return (item for item in value if isinstance(item, Mapping)) if isinstance(value, list) else iter(())

"""Reading what others' parsers give: mappings of which nothing is known, to texts and mappings of a known type."""

from collections.abc import Iterator, Mapping

Values = Mapping[str, object]


def text_of(values: Values, key: str) -> str | None:
    """The text under `key` without space around it; None when it is absent, empty or no text."""
    value = values.get(key)
    return value.strip() or None if isinstance(value, str) else None


def mapping_of(values: Values, key: str) -> Values:
    """The mapping under `key`, an empty one when there is none."""
    value = values.get(key)
    return value if isinstance(value, Mapping) else {}


def mappings_of(values: Values, key: str) -> Iterator[Values]:
    """The mappings in the list under `key`; whatever else is in it is left out."""
    value = values.get(key)
    return (item for item in value if isinstance(item, Mapping)) if isinstance(value, list) else iter(())

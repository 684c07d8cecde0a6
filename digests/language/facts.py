"""All that a text states which can be checked or compared, in one import."""

from digests.language.attributions import Attribution, AttributionKind, find_attributions, outlet_name
from digests.language.dates import DateMention, find_dates
from digests.language.names import find_names
from digests.language.numbers import Quantity, find_numbers
from digests.language.quotes import Quote, find_quotes

__all__ = [
    "Attribution",
    "AttributionKind",
    "DateMention",
    "Quantity",
    "Quote",
    "find_attributions",
    "find_dates",
    "find_names",
    "find_numbers",
    "find_quotes",
    "outlet_name",
]

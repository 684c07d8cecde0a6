"""What was told and is not so any more."""

from dataclasses import dataclass
from typing import Literal

from digests.models.deliveries import Delivery, NewDelivery, Part
from digests.models.editions import Edition


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing told from an article that was edited since.

    `changed`: the article says `new` where it said `old`. `dropped`: it does not say `old` any more. `withdrawn`: the
    whole article was taken back. `old` stands in the told text, `new` in the article, both verbatim.
    """

    kind: Literal["changed", "dropped", "withdrawn"]
    outlet: str | None
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class ToldEdition:
    """An edition as it was told, with the rows of the outbox that told it."""

    edition: Edition
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class CorrectedEdition:
    """The edition as it should have been, the parts of it that are not sent yet, and what tells of the correction."""

    edition: Edition
    unsent: tuple[tuple[Delivery, Part], ...]
    deliveries: tuple[NewDelivery, ...]

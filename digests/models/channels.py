"""Channels that are managed from a private chat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel. `active`: the commands of the private chat serve it."""

    id: int
    title: str
    active: bool = False

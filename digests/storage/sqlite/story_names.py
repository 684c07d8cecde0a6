"""Names of stories that became another: what leads to it, and who counts as told of it. Run inside a transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlite_utils

from digests.models import StoryId
from digests.storage.sqlite.values import dump_all

_HEIR = "SELECT told_as, story_id FROM story_names WHERE absorbed = 1 AND told_as IN (SELECT value FROM json_each(?))"
_TOLD_AS = "SELECT told_as, story_id FROM story_names WHERE story_id IN (SELECT value FROM json_each(?))"
_ABSORB = (
    "INSERT OR REPLACE INTO story_names (told_as, story_id, absorbed) VALUES (:old, :new, 1)",
    # Who led to the old one leads to the new one.
    """
    INSERT OR REPLACE INTO story_names (told_as, story_id, absorbed)
    SELECT told_as, :new, absorbed FROM story_names WHERE story_id = :old
    """,
    "DELETE FROM story_names WHERE story_id = :old",
    "UPDATE OR IGNORE reactions SET story_id = :new WHERE story_id = :old",
    "DELETE FROM reactions WHERE story_id = :old",
    "UPDATE OR IGNORE echoes SET story_id = :new WHERE story_id = :old",
    "UPDATE decisions SET story_id = :new WHERE story_id = :old",
    "DELETE FROM summaries WHERE story_id = :old",
    "DELETE FROM stories WHERE id = :old",
)
_PART = (
    "INSERT OR REPLACE INTO story_names (told_as, story_id, absorbed) VALUES (:old, :new, 0)",
    """
    INSERT OR IGNORE INTO story_names (told_as, story_id, absorbed)
    SELECT told_as, :new, 0 FROM story_names WHERE story_id = :old
    """,
)
# A story may come back under a name that led elsewhere.
_STANDS = "DELETE FROM story_names WHERE absorbed = 1 AND told_as IN (SELECT value FROM json_each(?))"


def heirs(db: sqlite_utils.Database, ids: Sequence[StoryId]) -> dict[StoryId, StoryId]:
    """The stories that absorbed those of `ids` that are no more, by old name."""
    return dict(db.execute(_HEIR, [dump_all(ids)]).fetchall())


def told_names(db: sqlite_utils.Database, ids: Sequence[StoryId]) -> dict[StoryId, set[StoryId]]:
    """For each name under which one of these stories may have been told, the stories that it stands for."""
    names: defaultdict[StoryId, set[StoryId]] = defaultdict(set)
    for each in ids:
        names[each].add(each)
    for told_as, story_id in db.execute(_TOLD_AS, [dump_all(ids)]):
        names[told_as].add(story_id)
    return names


def keep_names(
    db: sqlite_utils.Database,
    standing: Sequence[StoryId],
    absorbed: Mapping[StoryId, StoryId],
    parted: Mapping[StoryId, StoryId],
) -> None:
    """Let the names of absorbed stories lead to those that took them in, and let parted ones count as told."""
    db.execute(_STANDS, [dump_all(standing)])
    for new, old in parted.items():
        for statement in _PART:
            db.execute(statement, {"old": old, "new": new})
    for old, new in absorbed.items():
        for statement in _ABSORB:
            db.execute(statement, {"old": old, "new": new})

-- Stories that became another: `told_as` is a name under which what `story_id` tells was told. `absorbed` is 1 where
-- the story of that name is no more and its name leads to the other; 0 where the other parted from it.
CREATE TABLE story_names (
    told_as TEXT NOT NULL,
    story_id TEXT NOT NULL,
    absorbed INTEGER NOT NULL,
    PRIMARY KEY (story_id, told_as)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_names_absorbed ON story_names (told_as) WHERE absorbed = 1;
CREATE INDEX decisions_story ON decisions (story_id) WHERE story_id IS NOT NULL;
CREATE INDEX reactions_story ON reactions (story_id);

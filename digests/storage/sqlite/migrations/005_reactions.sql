-- What readers do with stories. `message_id` is null where the message that told the story is not known.
CREATE TABLE reactions (
    subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    story_id TEXT NOT NULL,
    act TEXT NOT NULL,
    at INTEGER NOT NULL,
    message_id INTEGER,
    PRIMARY KEY (subscription_id, story_id, act)
) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_newest ON reactions (subscription_id, act, at DESC);
CREATE INDEX reactions_at ON reactions (at, act);
CREATE INDEX reactions_followed ON reactions (story_id) WHERE act = 'followed';

CREATE TABLE ratings (
    subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    liked INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (subscription_id, edition_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ratings_edition ON ratings (edition_id);
CREATE INDEX ratings_at ON ratings (at);

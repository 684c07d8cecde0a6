-- Two articles in different languages that may tell one event: the Chinese one, the English one.
CREATE TABLE pairings (
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    other_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    score REAL NOT NULL,
    at INTEGER NOT NULL,
    verdict TEXT,      -- null: not decided
    by TEXT,           -- null: not decided
    tries INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER,  -- null: not tried, or not to be tried again
    PRIMARY KEY (article_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairings_other ON pairings (other_id);
CREATE INDEX pairings_undecided ON pairings (at) WHERE verdict IS NULL;
CREATE INDEX pairings_same ON pairings (at) WHERE verdict = 'same';

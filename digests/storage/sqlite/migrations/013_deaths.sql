-- Sources that fail, from the first look that found so to the next success.
CREATE TABLE failing_sources (
    source_id TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    told_at INTEGER           -- null: its readers have not been told
) STRICT;

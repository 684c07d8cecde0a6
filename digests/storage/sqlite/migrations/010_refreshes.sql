-- What a source's own history and its server's words say about the next look at it.
ALTER TABLE sources ADD COLUMN wishes TEXT;          -- null: the feed asks for nothing
ALTER TABLE sources ADD COLUMN news_at TEXT;         -- null: no news was found yet
ALTER TABLE sources ADD COLUMN moved_to TEXT;        -- null: no permanent redirect
ALTER TABLE sources ADD COLUMN moves INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN retired_at INTEGER;   -- null: it is still asked
ALTER TABLE sources ADD COLUMN items BLOB;           -- null: nothing was parsed yet
DROP INDEX sources_due;
CREATE INDEX sources_due ON sources (next_check_at, id) WHERE retired_at IS NULL;

-- Near-copies are looked for around an article's own time.
DROP INDEX articles_outlet;
CREATE INDEX articles_outlet ON articles (outlet, at, id);

-- The files of folders of saved posts as they were read. The path is the file system's own bytes, inside the folder.
CREATE TABLE post_files (
    source_id TEXT NOT NULL,
    path BLOB NOT NULL,
    modified_ns INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (source_id, path)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sources_forget_files AFTER DELETE ON sources BEGIN
    DELETE FROM post_files WHERE source_id = old.id;
END;

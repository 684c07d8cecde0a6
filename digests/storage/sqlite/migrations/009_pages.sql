ALTER TABLE articles ADD COLUMN teaser TEXT;  -- null: the text is the feed's; else the mark of what the feed said
-- The page of an article whose feed gave only a teaser: one row an article, so that it is not asked for again and again.
CREATE TABLE pages (
    article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    next_try_at INTEGER,      -- null: never again
    error TEXT                -- null: being asked for, or its text was taken
) STRICT;

-- Pages of articles that were told: whether their publisher took them away is asked for now and then.
CREATE TABLE told_pages (
    article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    asked_at INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0,  -- how often in a row the page was gone
    withdrawn_at INTEGER              -- null: not withdrawn
) STRICT, WITHOUT ROWID;

-- In how many of a source's articles a line stood, as its feed gives them (from_page 0) and as their pages do (1). Those that stood in one only are forgotten with time.
CREATE TABLE source_lines (
    source_id TEXT NOT NULL,
    from_page INTEGER NOT NULL,
    mark TEXT NOT NULL,
    text TEXT,                -- null: it stood in one article only
    articles INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (source_id, from_page, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_lines_repeated ON source_lines (source_id, from_page, articles);
CREATE INDEX source_lines_seen ON source_lines (seen_at);

-- How many articles of a source were counted.
CREATE TABLE counted_articles (
    source_id TEXT NOT NULL,
    from_page INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (source_id, from_page)
) STRICT, WITHOUT ROWID;

-- The terms of every article (see digests.language.terms), without the texts themselves. The tokenizer has nothing left
-- to fold: `ascii` keeps every character beyond ASCII and parts words at the spaces between terms.
CREATE VIRTUAL TABLE search_index USING fts5 (title, body, content = '', tokenize = 'ascii');

-- What a row of the index stands for. The newest have the highest ids, so that a search for what stands in half of all
-- articles can look at the newest alone.
CREATE TABLE search_documents (
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE,
    source_id TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

-- Articles from before there was an index, which gets them bit by bit, the newest first.
CREATE TABLE search_backlog (
    at INTEGER NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (at, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_backlog_article ON search_backlog (article_id);
INSERT INTO search_backlog (at, article_id) SELECT at, id FROM articles;

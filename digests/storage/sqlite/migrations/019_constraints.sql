-- What people said of two articles: one event ('same') or two ('different'). article_id < other_id.
CREATE TABLE constraints (
    article_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    is_admin INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (article_id, other_id, user_id)
) STRICT;
CREATE INDEX constraints_other ON constraints (other_id);
CREATE INDEX constraints_user_id ON constraints (user_id);
CREATE INDEX constraints_at ON constraints (at);

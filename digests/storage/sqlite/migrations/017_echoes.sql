-- The founders of stories by bands of their wording, kept for good: see digests.stories.echoes.
CREATE TABLE sketches (
    band INTEGER NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (band, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketches_article ON sketches (article_id);

-- A story, and one of weeks to years before in much the same words.
CREATE TABLE echoes (
    story_id TEXT NOT NULL,
    earlier_id TEXT NOT NULL,
    in_common REAL NOT NULL,
    PRIMARY KEY (story_id, earlier_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX echoes_earlier ON echoes (earlier_id);

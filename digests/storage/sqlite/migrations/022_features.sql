-- What grouping reads of an article, packed (`form` says how), so that no start reads the texts again. Only articles
-- that may still find company need it.
CREATE TABLE article_features (
    article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    form TEXT NOT NULL,
    features BLOB NOT NULL
) STRICT;
CREATE INDEX article_features_at ON article_features (at);
CREATE TRIGGER article_features_outdated AFTER INSERT ON article_revisions BEGIN
    DELETE FROM article_features WHERE article_id = NEW.article_id;
END;

-- Articles whose text was replaced: what was told from them is looked at once, and then forgotten here.
CREATE TABLE edited_articles (
    article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TRIGGER article_edited AFTER INSERT ON article_revisions BEGIN
    INSERT OR IGNORE INTO edited_articles (article_id) VALUES (NEW.article_id);
END;

-- The copies that were known when a document was filed into its story, so that a desk loaded anew files as before.
ALTER TABLE document ADD COLUMN copies TEXT NOT NULL DEFAULT '[]';     -- JSON list of article.id

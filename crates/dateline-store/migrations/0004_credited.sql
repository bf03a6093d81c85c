-- Whether the page says whose text it is: what an outlet's record counts.
ALTER TABLE article ADD COLUMN credited INTEGER NOT NULL DEFAULT 0;
UPDATE article SET credited = EXISTS (
    SELECT 1 FROM json_each(article.trace, '$.origin.evidence') AS evidence
    WHERE evidence.value ->> 'kind' IN ('dateline', 'byline', 'credit_line', 'tail_credit', 'copyright', 'canonical')
);

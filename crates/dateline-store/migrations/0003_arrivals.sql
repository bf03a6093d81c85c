-- What arrived lately is counted on every front page.
CREATE INDEX article_arrived ON article (arrived_at);

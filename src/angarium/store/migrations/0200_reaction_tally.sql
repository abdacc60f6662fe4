-- How often each reaction was given to a message, so that nobody counts the rows of a post to which ten thousand people reacted.

CREATE TABLE reaction_tally (
    box BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    reaction TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (box, message_id, reaction)
);
INSERT INTO reaction_tally (box, message_id, reaction, number)
    SELECT box, message_id, reaction, count(*) FROM reaction GROUP BY box, message_id, reaction;

-- The latest reactions to a message, and pages of all.
CREATE INDEX reaction_latest ON reaction (box, message_id, date DESC, peer, position);

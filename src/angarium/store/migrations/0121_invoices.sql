-- What bots ask to be paid for. What is asked for in a message or behind a link lies here once, wherever the message goes.

CREATE TABLE invoice (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

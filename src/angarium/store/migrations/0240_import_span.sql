-- Runs of messages that were brought from another messenger, as the box numbers them: nobody has to read those (store/spans.py).
CREATE TABLE import_span (
    box BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    last BIGINT NOT NULL,
    first BIGINT NOT NULL,
    PRIMARY KEY (box, peer, last)
);

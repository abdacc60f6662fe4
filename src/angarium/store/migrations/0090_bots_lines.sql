-- What happens around a bot has a line of its own, qts, one for all its devices.

ALTER TABLE box ADD COLUMN qts BIGINT NOT NULL DEFAULT 1;

CREATE TABLE qts_log (
    box BIGINT NOT NULL,
    qts BIGINT NOT NULL,
    date BIGINT NOT NULL,
    event BYTEA NOT NULL,
    PRIMARY KEY (box, qts)
);

-- Histories that people bring from other messengers: what is known of each, its messages in parts, its files by their names.
CREATE TABLE history_import (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    app TEXT NOT NULL,
    started BOOLEAN NOT NULL,
    files BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    done BIGINT NOT NULL,
    PRIMARY KEY (box, id)
);

CREATE TABLE history_import_part (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (box, id, number)
);

CREATE TABLE history_import_file (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (box, id, name)
);

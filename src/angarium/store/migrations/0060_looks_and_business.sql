-- Sticker sets that people made, how they are found, and who made them.

CREATE TABLE sticker_set (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE sticker_name (
    name TEXT NOT NULL,
    set_id BIGINT NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE sticker_owned (
    owner_id BIGINT NOT NULL,
    set_id BIGINT NOT NULL,
    PRIMARY KEY (owner_id, set_id)
);

CREATE TABLE sticker_word (
    word TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    target BIGINT NOT NULL,
    set_id BIGINT NOT NULL,
    PRIMARY KEY (word, kind, what, target)
);
CREATE INDEX sticker_word_set ON sticker_word (set_id);

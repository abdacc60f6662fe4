-- Popular public files that another machine hands out encrypted: under which name, and with which key.

CREATE TABLE cdn_file (
    name BYTEA NOT NULL,
    blob TEXT NOT NULL,
    size BIGINT NOT NULL,
    secret BYTEA NOT NULL,
    iv BYTEA NOT NULL,
    created BIGINT NOT NULL,
    PRIMARY KEY (name)
);
CREATE INDEX cdn_file_blob ON cdn_file (blob, created);
CREATE INDEX cdn_file_created ON cdn_file (created);

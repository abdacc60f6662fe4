-- Files: what is known of them; bodies are blobs, named by the SHA-256 of their content.

CREATE TABLE photo (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE document (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE user_photo (
    user_id BIGINT NOT NULL,
    photo_id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (user_id, photo_id)
);

CREATE TABLE storage_use (
    owner_id BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (owner_id)
);

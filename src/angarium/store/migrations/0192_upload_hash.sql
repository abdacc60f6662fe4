-- What somebody has uploaded, by the SHA-256 of the bytes (hex) and the kind that they named: they need not upload it again.
CREATE TABLE upload_hash (
    owner_id BIGINT NOT NULL,
    hash TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    document_id BIGINT NOT NULL,
    PRIMARY KEY (owner_id, hash, mime_type)
);

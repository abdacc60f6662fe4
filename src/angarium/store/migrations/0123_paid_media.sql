-- Pictures and films that are seen for stars, and who has bought which.

CREATE TABLE paid_media (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE paid_media_buyer (
    user_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX paid_media_buyers ON paid_media_buyer (id, user_id);

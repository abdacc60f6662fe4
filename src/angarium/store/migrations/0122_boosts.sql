-- Which supergroups and channels people boost, each with as many of their boosts as they like.

CREATE TABLE boost (
    user_id BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    chat BIGINT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (user_id, slot)
);
CREATE INDEX boost_chat ON boost (chat, user_id, slot);

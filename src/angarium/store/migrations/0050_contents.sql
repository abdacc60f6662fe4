-- What messages refer to and share: polls, to-do lists, web pages. Each is a shard of its own, found by its id.

CREATE TABLE poll (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    tally BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE poll_vote (
    poll_id BIGINT NOT NULL,
    voter BIGINT NOT NULL,
    option BYTEA NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (poll_id, voter, option)
);
CREATE INDEX poll_vote_option ON poll_vote (poll_id, option, date, voter);
CREATE INDEX poll_vote_date ON poll_vote (poll_id, date, voter);

CREATE TABLE poll_unread (
    owner_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    poll_id BIGINT NOT NULL,
    PRIMARY KEY (owner_id, peer, message_id)
);
CREATE INDEX poll_unread_poll ON poll_unread (owner_id, poll_id);

CREATE TABLE todo (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE web_page (
    id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX web_page_expiry ON web_page (expires_at);

CREATE TABLE web_page_wait (
    page_id BIGINT NOT NULL,
    box BIGINT NOT NULL,
    PRIMARY KEY (page_id, box)
);

CREATE TABLE transcript (
    file_id BIGINT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (file_id)
);

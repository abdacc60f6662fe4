-- Basic groups, supergroups and channels; `id` is the chat's peer number, which is negative.

CREATE TABLE chat (
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    creator_id BIGINT NOT NULL,
    created BIGINT NOT NULL,
    members BIGINT NOT NULL,
    admins BIGINT NOT NULL,
    banned BIGINT NOT NULL,
    restricted BIGINT NOT NULL,
    version BIGINT NOT NULL,
    top_id BIGINT NOT NULL,
    top_date BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    total BIGINT NOT NULL,
    profile BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE participant (
    chat BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    status TEXT NOT NULL,
    present BOOLEAN NOT NULL,
    date BIGINT NOT NULL,
    last_sent BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (chat, user_id)
);
CREATE INDEX participant_present ON participant (chat, date, user_id) WHERE present = TRUE;
CREATE INDEX participant_status ON participant (chat, status, date, user_id) WHERE status <> 'member';

-- The same from the person's side: the chats that somebody is in.
CREATE TABLE membership (
    user_id BIGINT NOT NULL,
    chat BIGINT NOT NULL,
    admin BOOLEAN NOT NULL,
    PRIMARY KEY (user_id, chat)
);

-- Messages that name somebody, in groups of every kind (https://core.telegram.org/api/mentions).
CREATE TABLE mention (
    owner_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    id BIGINT NOT NULL,
    unread BOOLEAN NOT NULL,
    PRIMARY KEY (owner_id, peer, id)
);
CREATE INDEX mention_message ON mention (peer, id, owner_id, unread);
CREATE INDEX mention_unread ON mention (owner_id, peer, id) WHERE unread = TRUE;

-- How often a post was seen and passed on, and what was said about it.
CREATE TABLE post_counter (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    views BIGINT NOT NULL,
    forwards BIGINT NOT NULL,
    PRIMARY KEY (box, id)
);

-- Copies of one message in the boxes of a basic group's members share the number in pair_id.
CREATE INDEX message_copy ON message (box, peer, pair_id) WHERE peer < 0 AND pair_id > 0;

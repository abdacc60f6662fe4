-- Boxes, messages, update logs and dialogs. A box is a user (> 0) or a channel (its peer number).

CREATE TABLE box (
    id BIGINT NOT NULL,
    last_id BIGINT NOT NULL,
    pts BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    scheduled_id BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE message (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    sender BIGINT NOT NULL,
    date BIGINT NOT NULL,
    flags BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    pair_id BIGINT NOT NULL,
    random_id BIGINT,
    edit_date BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (box, id)
);
CREATE INDEX message_peer ON message (box, peer, id);
CREATE UNIQUE INDEX message_random ON message (box, random_id, peer) WHERE random_id IS NOT NULL;
CREATE INDEX message_kind ON message (box, kind, peer, id) WHERE kind > 0;
CREATE INDEX message_pinned ON message (box, peer, id) WHERE flags % 4 >= 2;

CREATE TABLE pts_log (
    box BIGINT NOT NULL,
    pts BIGINT NOT NULL,
    count BIGINT NOT NULL,
    date BIGINT NOT NULL,
    event BYTEA NOT NULL,
    PRIMARY KEY (box, pts)
);

CREATE TABLE seq_log (
    box BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    date BIGINT NOT NULL,
    event BYTEA NOT NULL,
    PRIMARY KEY (box, seq)
);
CREATE INDEX seq_log_date ON seq_log (box, date);

CREATE TABLE dialog (
    owner_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    top_id BIGINT NOT NULL,
    top_date BIGINT NOT NULL,
    read_inbox BIGINT NOT NULL,
    read_outbox BIGINT NOT NULL,
    unread_count BIGINT NOT NULL,
    unread_mentions BIGINT NOT NULL,
    unread_reactions BIGINT NOT NULL,
    unread_mark BOOLEAN NOT NULL,
    folder_id BIGINT NOT NULL,
    pinned_order BIGINT NOT NULL,
    ttl_period BIGINT NOT NULL,
    draft BYTEA,
    notify BYTEA,
    PRIMARY KEY (owner_id, peer)
);
CREATE INDEX dialog_order ON dialog (owner_id, folder_id, top_date);

CREATE TABLE reaction (
    box BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    reaction TEXT NOT NULL,
    date BIGINT NOT NULL,
    position BIGINT NOT NULL,
    big BOOLEAN NOT NULL,
    unread BOOLEAN NOT NULL,
    PRIMARY KEY (box, message_id, peer, reaction)
);

CREATE TABLE scheduled (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    date BIGINT NOT NULL,
    random_id BIGINT NOT NULL,
    edit_date BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (box, id)
);
CREATE UNIQUE INDEX scheduled_random ON scheduled (box, random_id);

CREATE TABLE dialog_filter (
    owner_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, id)
);

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
CREATE INDEX message_kind_everywhere ON message (box, kind, id) WHERE kind > 0;
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
    total BIGINT NOT NULL,
    draft BYTEA,
    notify BYTEA,
    PRIMARY KEY (owner_id, peer)
);
CREATE INDEX dialog_order ON dialog (owner_id, folder_id, top_date, top_id);
CREATE INDEX dialog_pinned ON dialog (owner_id, folder_id, pinned_order) WHERE pinned_order > 0;
CREATE INDEX dialog_unread ON dialog (owner_id, folder_id, unread_count) WHERE unread_count > 0;
CREATE INDEX dialog_marked ON dialog (owner_id, peer) WHERE unread_mark = TRUE;
CREATE INDEX dialog_draft ON dialog (owner_id, peer) WHERE draft IS NOT NULL;

-- When the other side had read how far; for https://core.telegram.org/method/messages.getOutboxReadDate.
CREATE TABLE read_mark (
    box BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    max_id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (box, peer, max_id)
);

-- Saved Messages by the chat they were saved from (https://core.telegram.org/api/saved-messages).
CREATE TABLE saved_message (
    box BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (box, peer, id)
);
CREATE TABLE saved_dialog (
    box BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    top_id BIGINT NOT NULL,
    pinned_order BIGINT NOT NULL,
    PRIMARY KEY (box, peer)
);
CREATE INDEX saved_dialog_order ON saved_dialog (box, top_id);
CREATE INDEX saved_dialog_pinned ON saved_dialog (box, pinned_order) WHERE pinned_order > 0;

CREATE TABLE reaction (
    box BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    chat BIGINT NOT NULL,
    reaction TEXT NOT NULL,
    date BIGINT NOT NULL,
    position BIGINT NOT NULL,
    big BOOLEAN NOT NULL,
    unread BOOLEAN NOT NULL,
    PRIMARY KEY (box, message_id, peer, reaction)
);
CREATE INDEX reaction_unread ON reaction (box, chat, message_id) WHERE unread = TRUE;
CREATE INDEX reaction_kind ON reaction (box, chat, reaction, message_id);

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
CREATE INDEX scheduled_peer ON scheduled (box, peer, date, id);

-- Scheduled messages that wait for their reader to come online.
CREATE TABLE scheduled_until_online (
    user_id BIGINT NOT NULL,
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (user_id, box, id)
);

CREATE TABLE dialog_filter (
    owner_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, id)
);

-- How far a box is in the search index, whose own tables the engine makes (store/search.py).
CREATE TABLE search_box (
    box BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    PRIMARY KEY (box)
);
CREATE INDEX search_box_slot ON search_box (slot);

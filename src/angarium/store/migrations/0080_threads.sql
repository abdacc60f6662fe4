-- Threads of supergroups: answers below one message, comments on a channel's post, topics of a forum; how often posts were looked at,
-- and what the statistics of a supergroup or channel are made of.

CREATE TABLE thread (
    box BIGINT NOT NULL,
    top_id BIGINT NOT NULL,
    replies BIGINT NOT NULL,
    max_id BIGINT NOT NULL,
    topic BOOLEAN NOT NULL,
    recent TEXT NOT NULL,
    PRIMARY KEY (box, top_id)
);
CREATE INDEX thread_topics ON thread (box, max_id) WHERE topic = TRUE;

CREATE TABLE thread_message (
    box BIGINT NOT NULL,
    top_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    sender BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    PRIMARY KEY (box, top_id, id)
);
CREATE INDEX thread_message_kind ON thread_message (box, top_id, kind, id) WHERE kind > 0;

-- How far somebody has read a thread, and what they are writing in it.
CREATE TABLE thread_state (
    owner_id BIGINT NOT NULL,
    box BIGINT NOT NULL,
    top_id BIGINT NOT NULL,
    read_inbox BIGINT NOT NULL,
    read_outbox BIGINT NOT NULL,
    draft BYTEA,
    notify BYTEA,
    PRIMARY KEY (owner_id, box, top_id)
);
CREATE INDEX thread_state_draft ON thread_state (owner_id, box, top_id) WHERE draft IS NOT NULL;

CREATE TABLE topic (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    pinned_order BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (box, id)
);
CREATE INDEX topic_pinned ON topic (box, pinned_order) WHERE pinned_order > 0;

-- A channel's posts in its discussion group; `root` is the copy under which an album is commented on.
CREATE TABLE carried (
    box BIGINT NOT NULL,
    post BIGINT NOT NULL,
    chat BIGINT NOT NULL,
    id BIGINT NOT NULL,
    root BIGINT NOT NULL,
    PRIMARY KEY (box, post)
);
CREATE INDEX carried_copy ON carried (chat, id);

-- What somebody has looked at today in one channel.
CREATE TABLE view_mark (
    user_id BIGINT NOT NULL,
    chat BIGINT NOT NULL,
    day BIGINT NOT NULL,
    seen BYTEA NOT NULL,
    PRIMARY KEY (user_id, chat)
);

-- Where a post was passed on to in public.
CREATE TABLE post_copy (
    box BIGINT NOT NULL,
    post BIGINT NOT NULL,
    date BIGINT NOT NULL,
    chat BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (box, post, date, chat, id)
);

-- What happened in an hour (since 1970).
CREATE TABLE activity (
    box BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    views BIGINT NOT NULL,
    forwards BIGINT NOT NULL,
    reactions BIGINT NOT NULL,
    joins BIGINT NOT NULL,
    leaves BIGINT NOT NULL,
    PRIMARY KEY (box, hour)
);

CREATE TABLE activity_person (
    box BIGINT NOT NULL,
    day BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    letters BIGINT NOT NULL,
    PRIMARY KEY (box, day, user_id)
);

CREATE TABLE post_view (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    views BIGINT NOT NULL,
    PRIMARY KEY (box, id, hour)
);

CREATE INDEX participant_left ON participant (user_id, chat) WHERE present = FALSE;
CREATE INDEX reaction_peer ON reaction (box, peer, message_id) WHERE box < 0;

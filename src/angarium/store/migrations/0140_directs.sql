-- Direct messages of channels: who writes with which channel. Their messages lie in saved_message and saved_dialog, as those of Saved
-- Messages do. What happens in a topic is logged twice: for the admins with the channel's direct messages, and on a line of its own.

CREATE TABLE direct_topic (
    box BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    read_user BIGINT NOT NULL,
    free BOOLEAN NOT NULL,
    revenue BIGINT NOT NULL,
    PRIMARY KEY (box, user_id)
);
CREATE INDEX direct_topic_user ON direct_topic (user_id, changed, box);

-- An admin's own side of a topic.
CREATE TABLE direct_state (
    owner_id BIGINT NOT NULL,
    box BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    read_inbox BIGINT NOT NULL,
    unread_mark BOOLEAN NOT NULL,
    draft BYTEA,
    PRIMARY KEY (owner_id, box, user_id)
);
CREATE INDEX direct_state_draft ON direct_state (owner_id, box, user_id) WHERE draft IS NOT NULL;
CREATE INDEX direct_state_marked ON direct_state (owner_id, box, user_id) WHERE unread_mark = TRUE;

-- Suggested posts that were approved: where the suggestion lies, what is paid, and since when the post stands in its channel.
CREATE TABLE suggested_post (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    post BIGINT NOT NULL,
    payer BIGINT NOT NULL,
    stars BIGINT NOT NULL,
    charge TEXT NOT NULL,
    PRIMARY KEY (box, id)
);
CREATE INDEX suggested_post_channel ON suggested_post (channel, post);

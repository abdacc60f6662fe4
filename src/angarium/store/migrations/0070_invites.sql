-- Invite links of groups, supergroups and channels; `hash` is the secret part of a link (https://core.telegram.org/api/invites).
CREATE TABLE chat_invite (
    chat BIGINT NOT NULL,
    hash TEXT NOT NULL,
    admin_id BIGINT NOT NULL,
    revoked BOOLEAN NOT NULL,
    permanent BOOLEAN NOT NULL,
    date BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    requested BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (chat, hash)
);
CREATE INDEX chat_invite_hash ON chat_invite (hash);
CREATE INDEX chat_invite_admin ON chat_invite (chat, admin_id, revoked, date, hash);
CREATE INDEX chat_invite_permanent ON chat_invite (chat, admin_id) WHERE permanent = TRUE;

-- Who came by which link.
CREATE TABLE invite_importer (
    chat BIGINT NOT NULL,
    hash TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    approved_by BIGINT NOT NULL,
    via_chatlist BOOLEAN NOT NULL,
    PRIMARY KEY (chat, hash, user_id)
);
CREATE INDEX invite_importer_link ON invite_importer (chat, hash, date, user_id);
CREATE INDEX invite_importer_date ON invite_importer (chat, date, user_id);

-- Who asks to be let in; `hash` is empty for a public chat without a link.
CREATE TABLE join_request (
    chat BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    hash TEXT NOT NULL,
    date BIGINT NOT NULL,
    about TEXT NOT NULL,
    PRIMARY KEY (chat, user_id)
);
CREATE INDEX join_request_date ON join_request (chat, date, user_id);
CREATE INDEX join_request_link ON join_request (chat, hash, date, user_id);
CREATE INDEX join_request_user ON join_request (user_id, chat);

-- What was done in a supergroup or channel in the last two days. Ids grow with time (https://core.telegram.org/api/recent-actions).
CREATE TABLE admin_log (
    chat BIGINT NOT NULL,
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    sort TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (chat, id)
);

-- Links to folders that somebody shares (https://core.telegram.org/api/folders#shared-folders).
CREATE TABLE folder_invite (
    owner_id BIGINT NOT NULL,
    filter_id BIGINT NOT NULL,
    slug TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, filter_id, slug)
);
CREATE INDEX folder_invite_slug ON folder_invite (slug);

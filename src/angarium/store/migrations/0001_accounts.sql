-- Accounts, keys and people. Every key starts with the shard key; directories (phone, username, auth_key) are shards of their own.

CREATE TABLE server (
    name TEXT NOT NULL,
    value BYTEA NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE auth_key (
    id BIGINT NOT NULL,
    secret BYTEA NOT NULL,
    first_salt BIGINT NOT NULL,
    created BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    permanent_id BIGINT,
    user_id BIGINT,
    login_id BIGINT,
    layer BIGINT NOT NULL DEFAULT 0,
    pending_id BIGINT,
    pending_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
);
CREATE INDEX auth_key_permanent ON auth_key (permanent_id);
CREATE INDEX auth_key_expiry ON auth_key (expires_at);

CREATE TABLE login (
    user_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    key_id BIGINT NOT NULL,
    hash BIGINT NOT NULL,
    layer BIGINT NOT NULL,
    created BIGINT NOT NULL,
    active BIGINT NOT NULL,
    address TEXT NOT NULL,
    confirmed BOOLEAN NOT NULL,
    calls_disabled BOOLEAN NOT NULL,
    secret_chats_disabled BOOLEAN NOT NULL,
    device BYTEA NOT NULL,
    PRIMARY KEY (user_id, id)
);

CREATE TABLE account (
    id BIGINT NOT NULL,
    phone TEXT NOT NULL,
    created BIGINT NOT NULL,
    profile BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE presence (
    user_id BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    online_until BIGINT NOT NULL,
    PRIMARY KEY (user_id)
);
CREATE INDEX presence_expiry ON presence (online_until) WHERE online_until > 0;

CREATE TABLE phone (
    phone TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (phone)
);

CREATE TABLE username (
    name TEXT NOT NULL,
    peer BIGINT NOT NULL,
    position BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (name)
);
CREATE INDEX username_peer ON username (peer, position);

CREATE TABLE setting (
    owner_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    value BYTEA NOT NULL,
    PRIMARY KEY (owner_id, name)
);

CREATE TABLE relation (
    owner_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    contact BOOLEAN NOT NULL,
    blocked BOOLEAN NOT NULL,
    blocked_at BIGINT NOT NULL,
    blocked_stories BOOLEAN NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, other_id)
);
CREATE INDEX relation_contact ON relation (owner_id, contact, other_id);
CREATE INDEX relation_blocked ON relation (owner_id, blocked, blocked_at);

-- The mirror of relation.contact: who has this person among their contacts.
CREATE TABLE known_by (
    user_id BIGINT NOT NULL,
    by_id BIGINT NOT NULL,
    PRIMARY KEY (user_id, by_id)
);

-- Imported numbers that nobody here has yet, and its mirror for the moment when somebody signs up with one.
CREATE TABLE phone_book (
    owner_id BIGINT NOT NULL,
    phone TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    PRIMARY KEY (owner_id, phone)
);
CREATE TABLE phone_wanted (
    phone TEXT NOT NULL,
    owner_id BIGINT NOT NULL,
    PRIMARY KEY (phone, owner_id)
);

CREATE TABLE code (
    phone TEXT NOT NULL,
    purpose TEXT NOT NULL,
    hash TEXT NOT NULL,
    code TEXT NOT NULL,
    channel TEXT NOT NULL,
    key_id BIGINT NOT NULL,
    created BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    sends BIGINT NOT NULL,
    PRIMARY KEY (phone, purpose)
);

CREATE INDEX code_expiry ON code (expires_at);

CREATE TABLE password (
    user_id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id)
);

-- Tokens that bring somebody in or together; `purpose` is "login" (a QR code), "transfer" (a login taken along to another
-- data centre) or "contact" (a link to a person).
CREATE TABLE token (
    token BYTEA NOT NULL,
    purpose TEXT NOT NULL,
    key_id BIGINT NOT NULL,
    user_id BIGINT,
    expires_at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (token)
);
CREATE INDEX token_expiry ON token (expires_at);
CREATE INDEX token_key ON token (key_id, purpose);

-- What an account or an address may still do, in the units of domain/budgets.py; these limits survive a restart.
CREATE TABLE budget (
    name TEXT NOT NULL,
    full_at BIGINT NOT NULL,
    PRIMARY KEY (name)
);
CREATE INDEX budget_full ON budget (full_at);

-- Words of the names under which people are found: in one address book, and, for those with a username, by everyone.
CREATE TABLE contact_word (
    owner_id BIGINT NOT NULL,
    word TEXT NOT NULL,
    other_id BIGINT NOT NULL,
    PRIMARY KEY (owner_id, word, other_id)
);
CREATE INDEX contact_word_other ON contact_word (owner_id, other_id);
CREATE TABLE name_word (
    word TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (word, user_id)
);
CREATE INDEX name_word_user ON name_word (user_id);

-- Where sleeping devices are woken.
CREATE TABLE push_token (
    user_id BIGINT NOT NULL,
    login_id BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id, login_id, kind)
);

-- What people told the operator about others.
CREATE TABLE report (
    user_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    date BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id, id)
);

CREATE TABLE invite (
    code TEXT NOT NULL,
    created BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    uses_left BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (code)
);

CREATE TABLE applicant (
    phone TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    created BIGINT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (phone)
);

-- What must happen at a time: scheduled messages, messages that expire, accounts that are deleted.
CREATE TABLE due (
    box BIGINT NOT NULL,
    kind TEXT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (box, kind, id)
);
CREATE INDEX due_at ON due (at);

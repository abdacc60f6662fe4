-- Secret chats: each side has its own copy of the state; what waits for a device is kept under that device.

CREATE TABLE secret_chat (
    owner_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    login_id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, id)
);
CREATE INDEX secret_chat_login ON secret_chat (owner_id, login_id);

-- Where the qts line of a device stands.
CREATE TABLE secret_line (
    user_id BIGINT NOT NULL,
    login_id BIGINT NOT NULL,
    qts BIGINT NOT NULL,
    PRIMARY KEY (user_id, login_id)
);

-- Encrypted messages that wait for a device.
CREATE TABLE secret_message (
    user_id BIGINT NOT NULL,
    login_id BIGINT NOT NULL,
    qts BIGINT NOT NULL,
    date BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id, login_id, qts)
);
CREATE INDEX secret_message_date ON secret_message (date);

-- The latest word to a device on each of its secret chats; `kind` is "chat" (its state) or "read" (how far the other side has read).
CREATE TABLE secret_news (
    user_id BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    login_id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id, chat_id, kind, login_id)
);
CREATE INDEX secret_news_date ON secret_news (user_id, login_id, date);

-- What was sent under which random_id, so that a client that repeats itself sends nothing twice.
CREATE TABLE secret_sent (
    user_id BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    random_id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    file_id BIGINT NOT NULL,
    PRIMARY KEY (user_id, chat_id, random_id)
);
CREATE INDEX secret_sent_date ON secret_sent (date);

CREATE TABLE secret_file (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

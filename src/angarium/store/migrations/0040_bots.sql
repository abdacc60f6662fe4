-- Bots: what their owners have set, what they offer, and what people have asked of them.

CREATE TABLE bot (
    id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX bot_owner ON bot (owner_id, id);

-- `kind` is "text", "commands", "menu", "app", "game", "preview" …; `name` tells several of a kind apart.
CREATE TABLE bot_item (
    user_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id, kind, name)
);

-- The ids under which apps and games travel.
CREATE TABLE bot_app_id (
    id BIGINT NOT NULL,
    bot_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (id)
);

-- What lasts for a while: answers to inline queries, open web apps, prepared messages.
CREATE TABLE bot_query (
    user_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id, kind, id)
);
CREATE INDEX bot_query_end ON bot_query (expires_at);

-- The same inline question, asked again.
CREATE TABLE bot_known (
    user_id BIGINT NOT NULL,
    question BYTEA NOT NULL,
    query_id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, question)
);
CREATE INDEX bot_known_end ON bot_known (expires_at);

-- `hash` is the number under which bots know a chat (domain/bots/instances.py).
CREATE TABLE game_score (
    hash BIGINT NOT NULL,
    game_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    score BIGINT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (hash, game_id, user_id)
);

CREATE TABLE web_login (
    user_id BIGINT NOT NULL,
    hash BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id, hash)
);

-- In whose name a bot vouches for a peer.
CREATE TABLE vouched (
    peer BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (peer)
);

-- Sticker sets that people made, how they are found, and who made them.

CREATE TABLE sticker_set (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE sticker_name (
    name TEXT NOT NULL,
    set_id BIGINT NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE sticker_owned (
    owner_id BIGINT NOT NULL,
    set_id BIGINT NOT NULL,
    PRIMARY KEY (owner_id, set_id)
);

CREATE TABLE sticker_word (
    word TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    target BIGINT NOT NULL,
    set_id BIGINT NOT NULL,
    PRIMARY KEY (word, kind, what, target)
);
CREATE INDEX sticker_word_set ON sticker_word (set_id);

-- Backgrounds with files, themes that people made, and how single chats look.

CREATE TABLE wallpaper (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE wallpaper_slug (
    slug TEXT NOT NULL,
    wallpaper_id BIGINT NOT NULL,
    PRIMARY KEY (slug)
);

CREATE TABLE theme (
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE theme_slug (
    slug TEXT NOT NULL,
    theme_id BIGINT NOT NULL,
    PRIMARY KEY (slug)
);

CREATE INDEX theme_slug_theme ON theme_slug (theme_id);

CREATE TABLE theme_user (
    user_id BIGINT NOT NULL,
    theme_id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (user_id, theme_id)
);

CREATE TABLE chat_look (
    owner_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, peer)
);

-- Passkeys.

CREATE TABLE passkey (
    user_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (user_id, id)
);

-- What a business account says by itself: quick replies, links to chats, when it last answered whom.

CREATE TABLE quick_reply (
    owner_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    shortcut TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (owner_id, id)
);

CREATE TABLE quick_message (
    owner_id BIGINT NOT NULL,
    shortcut_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    random_id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, shortcut_id, id)
);

CREATE TABLE business_link (
    owner_id BIGINT NOT NULL,
    slug TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, slug)
);

CREATE TABLE business_link_slug (
    slug TEXT NOT NULL,
    owner_id BIGINT NOT NULL,
    PRIMARY KEY (slug)
);

CREATE TABLE business_answer (
    owner_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    kind TEXT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (owner_id, peer, kind)
);

-- Stories: what was posted, who looked at it, how far people have read. The box is whoever posted: a user, a supergroup, a channel.

CREATE TABLE story (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    pinned BOOLEAN NOT NULL,
    top BIGINT NOT NULL,
    author BIGINT NOT NULL,
    random_id BIGINT NOT NULL,
    views BIGINT NOT NULL,
    reactions BIGINT NOT NULL,
    forwards BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (box, id)
);
CREATE INDEX story_active ON story (box, expires);
CREATE INDEX story_pinned ON story (box, id) WHERE pinned = TRUE;
CREATE INDEX story_top ON story (box, top) WHERE top > 0;
CREATE UNIQUE INDEX story_random ON story (box, author, random_id);

-- The highest number that a story, and an album, ever had: numbers never come again.
CREATE TABLE story_line (
    box BIGINT NOT NULL,
    last_id BIGINT NOT NULL,
    last_album BIGINT NOT NULL,
    PRIMARY KEY (box)
);

CREATE TABLE story_view (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    viewer_id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    reaction TEXT NOT NULL,
    PRIMARY KEY (box, id, viewer_id)
);
CREATE INDEX story_view_date ON story_view (box, id, date, viewer_id);
CREATE INDEX story_view_reacted ON story_view (box, id, date, viewer_id) WHERE reaction <> '';
CREATE INDEX story_view_plain ON story_view (box, id, date, viewer_id) WHERE reaction = '';
CREATE INDEX story_view_viewer ON story_view (viewer_id, date);

CREATE TABLE story_tally (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    reaction TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (box, id, reaction)
);

CREATE TABLE story_hour (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    views BIGINT NOT NULL,
    PRIMARY KEY (box, id, hour)
);

-- Where a story was passed on to in public: a message, or a story made from it.
CREATE TABLE story_copy (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    date BIGINT NOT NULL,
    chat BIGINT NOT NULL,
    copy_id BIGINT NOT NULL,
    reposted BOOLEAN NOT NULL,
    PRIMARY KEY (box, id, date, chat, copy_id, reposted)
);

-- How far somebody has read another's stories, and whether they put them away.
CREATE TABLE story_reader (
    user_id BIGINT NOT NULL,
    box BIGINT NOT NULL,
    max_id BIGINT NOT NULL,
    hidden BOOLEAN NOT NULL,
    PRIMARY KEY (user_id, box)
);

CREATE TABLE story_account (
    user_id BIGINT NOT NULL,
    all_hidden BOOLEAN NOT NULL,
    stealth_until BIGINT NOT NULL,
    stealth_cooldown BIGINT NOT NULL,
    PRIMARY KEY (user_id)
);

-- What public stories can be found by: hashtags, places.
CREATE TABLE story_word (
    word TEXT NOT NULL,
    date BIGINT NOT NULL,
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (word, date, box, id)
);
CREATE INDEX story_word_story ON story_word (box, id);
CREATE INDEX story_word_box ON story_word (box, word, date, id);

CREATE TABLE story_album (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (box, id)
);

CREATE TABLE story_in_album (
    box BIGINT NOT NULL,
    album BIGINT NOT NULL,
    position BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (box, album, id)
);
CREATE INDEX story_in_album_order ON story_in_album (box, album, position, id);
CREATE INDEX story_in_album_story ON story_in_album (box, id);

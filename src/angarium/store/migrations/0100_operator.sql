-- Every version of the operator's terms, and since when it holds (https://core.telegram.org/api/config#terms-of-service).
CREATE TABLE terms (
    id TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (id)
);

-- Who accepted which version when.
CREATE TABLE terms_accepted (
    user_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (user_id, id)
);

-- What somebody does not want to be told again; `peer` is the chat that it concerns, 0 = none.
CREATE TABLE dismissal (
    user_id BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    name TEXT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (user_id, peer, name)
);

-- What the operator shows people: announcements, a promoted chat, a hint. `ends` 0 = when the operator says so.
CREATE TABLE campaign (
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    views BIGINT NOT NULL,
    clicks BIGINT NOT NULL,
    reports BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (id)
);

-- What somebody did with one showing of an announcement: seen, clicked, reported.
CREATE TABLE showing (
    user_id BIGINT NOT NULL,
    name BYTEA NOT NULL,
    deed TEXT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (user_id, name, deed)
);
CREATE INDEX showing_date ON showing (date);

-- What the operator ordered for a person or chat and the server has not done yet; `due` says that it waits.
CREATE TABLE operator_order (
    box BIGINT NOT NULL,
    id BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (box, id)
);

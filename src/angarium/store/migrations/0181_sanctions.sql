-- What the operator took from accounts: `kind` is "limited" or "frozen"; `until` 0 = until it is lifted.
CREATE TABLE sanction (
    user_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (user_id, kind)
);
CREATE INDEX sanction_kind ON sanction (kind, user_id);

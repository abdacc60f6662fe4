-- Stars: what everyone has, and every movement of them; the reactions that were paid with them.

CREATE TABLE star_purse (
    owner_id BIGINT NOT NULL,
    stars BIGINT NOT NULL,
    month BIGINT NOT NULL,
    last_id BIGINT NOT NULL,
    PRIMARY KEY (owner_id)
);

-- Only ever added to. `stars` is what came in, or below zero what went out; both sides of a movement share its `charge`.
CREATE TABLE star_entry (
    owner_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    charge TEXT NOT NULL,
    stars BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (owner_id, id)
);
CREATE INDEX star_entry_charge ON star_entry (owner_id, charge);

-- `shown` is in whose name: the person's own, one of their channels', or 0 = nobody's.
CREATE TABLE paid_reaction (
    box BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    stars BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    PRIMARY KEY (box, message_id, user_id)
);

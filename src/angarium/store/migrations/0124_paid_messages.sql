-- What somebody has earned by messages of one person, and not given back.

CREATE TABLE message_revenue (
    owner_id BIGINT NOT NULL,
    payer_id BIGINT NOT NULL,
    stars BIGINT NOT NULL,
    PRIMARY KEY (owner_id, payer_id)
);

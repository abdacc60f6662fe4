-- Sticker sets in people's lists, and documents on their shelves (recent and favourite stickers, GIFs, ringtones).

CREATE TABLE sticker_install (
    owner_id BIGINT NOT NULL,
    set_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    position BIGINT NOT NULL,
    date BIGINT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (owner_id, set_id)
);

CREATE TABLE shelf (
    owner_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    document_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    date BIGINT NOT NULL,
    PRIMARY KEY (owner_id, name, document_id)
);
CREATE INDEX shelf_order ON shelf (owner_id, name, position);

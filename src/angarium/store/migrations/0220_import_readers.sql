-- How far an import is with those who had read the chat before it came: see store/imports.py.
ALTER TABLE history_import ADD COLUMN said BIGINT NOT NULL DEFAULT 0;
ALTER TABLE history_import ADD COLUMN last BIGINT NOT NULL DEFAULT 0;
ALTER TABLE history_import ADD COLUMN told BIGINT NOT NULL DEFAULT 0;

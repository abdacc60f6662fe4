-- In whose name a message is going to be sent; 0 = in its author's own.
ALTER TABLE scheduled ADD COLUMN sender BIGINT NOT NULL DEFAULT 0;

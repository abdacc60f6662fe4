-- In whose name somebody voted, where that is not their own: anonymous admins vote as their group.
ALTER TABLE poll_vote ADD COLUMN shown BIGINT NOT NULL DEFAULT 0;

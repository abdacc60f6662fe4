-- By what way people came into a supergroup or channel.
ALTER TABLE activity ADD COLUMN came_public BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN came_links BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN came_requests BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN came_added BIGINT NOT NULL DEFAULT 0;

-- How posts came to be seen, and who muted a channel; what was said to posts, by the day ('custom' is any custom emoji).
ALTER TABLE activity ADD COLUMN from_followers BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN from_search BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN from_channels BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN from_groups BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN from_private BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN mutes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN unmutes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity DROP COLUMN reactions;

CREATE TABLE reaction_day (
    box BIGINT NOT NULL,
    day BIGINT NOT NULL,
    reaction TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (box, day, reaction)
);
INSERT INTO reaction_day (box, day, reaction, number)
SELECT box, date / 86400, CASE WHEN substr(reaction, 1, 7) = 'custom:' THEN 'custom' ELSE reaction END, count(*)
FROM reaction
WHERE box < 0
GROUP BY box, date / 86400, CASE WHEN substr(reaction, 1, 7) = 'custom:' THEN 'custom' ELSE reaction END;

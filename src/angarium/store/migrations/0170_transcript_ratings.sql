-- Who finds the words of a recording right or wrong.
CREATE TABLE transcript_rating (
    file_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    good BOOLEAN NOT NULL,
    PRIMARY KEY (file_id, user_id)
);

CREATE INDEX transcript_rating_of_user ON transcript_rating (user_id);

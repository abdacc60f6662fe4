-- What was answered to people's comments in discussion groups that they are not in: which message (`chat`, `answer`) lies under which id
-- in whose box, and who sent it.
CREATE TABLE comment_answer (
    chat BIGINT NOT NULL,
    answer BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    sender BIGINT NOT NULL,
    PRIMARY KEY (chat, answer)
);
CREATE INDEX comment_answer_owner ON comment_answer (owner_id, id);
CREATE INDEX comment_answer_sender ON comment_answer (owner_id, sender, id);

/** English: making polls, writing in another name, GIFs. */
export const making = {
  'poll.new': 'New poll',
  'poll.newQuiz': 'New quiz',
  'poll.kind': 'Poll or quiz',
  'poll.poll': 'Poll',
  'poll.question': 'Question',
  'poll.answers': 'Answers',
  'poll.answersRight': 'Answers: tick the right one',
  'poll.answer': 'Answer {number}',
  'poll.isRight': 'Answer {number} is right',
  'poll.remove': 'Remove answer {number}',
  'poll.more': { one: 'You can add {count} more.', other: 'You can add {count} more.' },
  'poll.solution': 'Explanation (optional)',
  'poll.anonymousVotes': 'Nobody sees who voted for what',
  'poll.multiple': 'Several answers at once',
  'poll.close': 'End the poll',
} as const

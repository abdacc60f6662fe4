/** English: comments, threads and topics. */
export const threads = {
  'thread.title': 'Thread',
  'thread.view': 'View thread',
  'thread.in': 'in {place}',
  'thread.discussion': 'Comments',
  'thread.comment': 'Leave a comment',
  'thread.comments': { one: '{count} comment', other: '{count} comments' },
  'thread.replies': { one: '{count} reply', other: '{count} replies' },
  'thread.write': 'Comment',

  'discussion.title': 'Discussion',
  'discussion.off': 'off',
  'discussion.note': 'Choose a group: every post appears there too, and what is written below it stands as a comment under the post.',
  'discussion.linkedNote': 'Posts appear in this group too. What is written below them there stands as comments under the posts.',
  'discussion.choose': 'Your groups',
  'discussion.none': 'No group yet',
  'discussion.noneText': 'Make a group first; then the posts can be discussed in it.',
  'discussion.unlink': 'End the discussion',
} as const

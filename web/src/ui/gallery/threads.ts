/** Threads as the gallery plays them. */
import type { Actions } from '../../state/actions'

export const threadPlay: Pick<Actions, 'discussion' | 'readThread' | 'discussionGroups' | 'setDiscussion'> = {
  discussion: post => Promise.resolve({ peer: -21, thread: post.id }), readThread: () => undefined, discussionGroups: () => Promise.resolve([-21]),
  setDiscussion: () => Promise.resolve(),
}

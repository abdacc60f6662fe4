/** Threads as the gallery plays them. */
import type { Actions } from '../../state/actions'

export const threadPlay: Pick<Actions, 'setDirects' | 'judgeOffer' | 'discussion' | 'readThread' | 'discussionGroups' | 'setDiscussion' | 'loadTopics' | 'createTopic' | 'editTopic' | 'setForum'> = {
  setDirects: () => Promise.resolve(), judgeOffer: () => Promise.resolve(), discussion: post => Promise.resolve({ peer: -21, thread: post.id }), readThread: () => undefined, discussionGroups: () => Promise.resolve([-21]),
  setDiscussion: () => Promise.resolve(), loadTopics: () => undefined, createTopic: () => Promise.resolve(7), editTopic: () => Promise.resolve(), setForum: () => Promise.resolve(),
}

import type { Actions } from '../state/actions'
import type { MessageId, PeerId } from '../state/model'
import type { At } from './at'

/** Milliseconds within which reading on is told once. */
const READ = 250

type Mine = Pick<Actions, 'discussion' | 'readThread' | 'discussionGroups' | 'setDiscussion'>

/** How far I have read in threads: told a little later, with the last of several. */
class Reading {
  private readonly told = new Map<string, MessageId>()
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(private readonly at: At) {}

  saw(peer: PeerId, thread: MessageId, upTo: MessageId): void {
    const key = `${peer}:${thread}`
    if (upTo <= (this.told.get(key) ?? 0)) return
    this.told.set(key, upTo)
    clearTimeout(this.waiting.get(key))
    this.waiting.set(key, setTimeout(() => this.at.background(this.at.ask('readThread', [peer, thread, upTo])), READ))
  }
}

export function threadActions(at: At): Mine {
  const reading = new Reading(at)
  return {
    discussion: async post => {
      const { peer, thread, peers } = await at.ask('discussion', [post.chat, post.id])
      at.meet(peers)
      return { peer, thread }
    },
    readThread: (peer, thread, upTo) => reading.saw(peer, thread, upTo),
    discussionGroups: async () => {
      const { ids, peers } = await at.ask('discussionGroups', [])
      at.meet(peers)
      return ids
    },
    setDiscussion: (channel, group) => at.ask('setDiscussion', [channel, group]),
  }
}

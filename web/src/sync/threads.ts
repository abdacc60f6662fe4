import type { Actions } from '../state/actions'
import type { MessageId, PeerId } from '../state/model'
import type { At } from './at'
import type { Dialogs } from './dialogs'
import { random } from './outbox'

/** Milliseconds within which reading on is told once. */
const READ = 250

type Mine = Pick<Actions, 
  'setDirects' | 'judgeOffer' | 'discussion' | 'readThread' | 'discussionGroups' | 'setDiscussion' | 'loadTopics' | 'createTopic' | 'editTopic' | 'setForum'>

export async function loadTopics(at: At, peer: PeerId): Promise<void> {
  const { topics, peers } = await at.ask(at.state.chats[peer]?.direct ? 'directTopics' : 'topics', [peer])
  at.meet(peers)
  at.tell({ type: 'topics', peer, topics })
}

/** How far I have read in threads: told a little later, with the last of several. */
class Reading {
  private readonly told = new Map<string, MessageId>()
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(private readonly at: At, private readonly dialogs: Dialogs) {}

  saw(peer: PeerId, thread: MessageId, upTo: MessageId): void {
    const key = `${peer}:${thread}`
    if (upTo <= (this.told.get(key) ?? 0)) return
    this.told.set(key, upTo)
    this.at.tell({ type: 'threadRead', peer, thread, upTo })
    clearTimeout(this.waiting.get(key))
    this.waiting.set(key, setTimeout(() => this.at.background(this.tell(peer, thread, upTo)), READ))
  }

  /** How much of a forum as a whole is unread then, only the server knows. */
  private async tell(peer: PeerId, thread: MessageId, upTo: MessageId): Promise<void> {
    const chat = this.at.state.chats[peer]
    await this.at.ask('readThread', [peer, thread, upTo, !!chat?.direct])
    if ((chat?.forum || chat?.direct) && this.at.state.dialogs[peer]) this.dialogs.one(peer)
  }
}

export function threadActions(at: At, dialogs: Dialogs): Mine {
  const reading = new Reading(at, dialogs)
  return {
    discussion: async post => {
      const { peer, thread, peers } = await at.ask('discussion', [post.chat, post.id])
      at.meet(peers)
      return { peer, thread }
    },
    readThread: (peer, thread, upTo) => reading.saw(peer, thread, upTo),
    setDirects: (channel, open, stars) => at.ask('setDirects', [channel, open, stars]),
    judgeOffer: (message, accepted, of = {}) => at.ask('judgeOffer', [message.chat, message.id, accepted, of]),
    discussionGroups: async () => {
      const { ids, peers } = await at.ask('discussionGroups', [])
      at.meet(peers)
      return ids
    },
    loadTopics: peer => at.background(loadTopics(at, peer)),
    createTopic: (peer, title, color) => at.ask('createTopic', [peer, title, color, random()]),
    editTopic: async (peer, topic, change) => {
      await at.ask('editTopic', [peer, topic, change])
      await loadTopics(at, peer)
    },
    setForum: (peer, on) => at.ask('setForum', [peer, on]),
    setDiscussion: (channel, group) => at.ask('setDiscussion', [channel, group]),
  }
}

import { Long, type tl } from '@mtcute/web'
import { toLong } from '../link'
import { applied } from './groups'
import { common, publish } from './messages'
import type { Answers } from './call'

const text = (words: string): tl.TypeTextWithEntities => ({ _: 'textWithEntities', text: words, entities: [] })

/** Polls and quizzes. https://core.telegram.org/api/poll */
export const polls: Answers<'sendPoll' | 'vote' | 'closePoll'> = {
  sendPoll: async ({ link, running }, peer, { question, answers, anonymous, multiple, right, solution }, options) => {
    const poll: tl.TypePoll = {
      _: 'poll', id: Long.ZERO, question: text(question), publicVoters: !anonymous, multipleChoice: multiple, quiz: right !== undefined,
      answers: answers.map((answer, at) => ({ _: 'pollAnswer', text: text(answer), option: Uint8Array.of(at) })),
      hash: Long.ZERO,
    } as tl.TypePoll
    const media: tl.TypeInputMedia = {
      _: 'inputMediaPoll', poll, ...(right !== undefined && { correctAnswers: [Uint8Array.of(right)], ...(solution && { solution, solutionEntities: [] }) }),
    }
    publish(link, await link.call({ _: 'messages.sendMedia', ...await common(link, peer, options), media, message: '', randomId: toLong(options.random) }, running))
  },

  vote: async ({ link, running }, peer, id, options) => {
    const chosen = options.map(option => Uint8Array.from(atob(option), letter => letter.charCodeAt(0)))
    link.apply(await link.call({ _: 'messages.sendVote', peer: await link.peer(peer), msgId: id, options: chosen }, running))
  },

  closePoll: async ({ link, running }, peer, id, poll) => {
    const closed = { _: 'poll', id: toLong(poll), closed: true, question: text(''), answers: [] } as unknown as tl.TypePoll
    applied(link, await link.call({ _: 'messages.editMessage', peer: await link.peer(peer), id, media: { _: 'inputMediaPoll', poll: closed } }, running))
  },
}

import type { tl } from '@mtcute/web'
import { toLong } from '../link'
import { applied } from './groups'
import { common, publish } from './messages'
import type { Answers } from './call'

const text = (words: string): tl.TypeTextWithEntities => ({ _: 'textWithEntities', text: words, entities: [] })
const item = (id: number, words: string): tl.TypeTodoItem => ({ _: 'todoItem', id, title: text(words) })

/** To-do lists. https://core.telegram.org/api/todo */
export const todos: Answers<'sendTodo' | 'tickTodo' | 'addTodo'> = {
  sendTodo: async ({ link, running }, peer, { title, items, othersAdd, othersTick }, options) => {
    const media: tl.TypeInputMedia = {
      _: 'inputMediaTodo',
      todo: { _: 'todoList', title: text(title), list: items.map((words, at) => item(at + 1, words)), ...(othersAdd && { othersCanAppend: true }), ...(othersTick && { othersCanComplete: true }) },
    }
    publish(link, await link.call({ _: 'messages.sendMedia', ...await common(link, peer, options), media, message: '', randomId: toLong(options.random) }, running))
  },
  tickTodo: async ({ link, running }, peer, msgId, id, done) => {
    applied(link, await link.call({ _: 'messages.toggleTodoCompleted', peer: await link.peer(peer), msgId, completed: done ? [id] : [], incompleted: done ? [] : [id] }, running))
  },
  addTodo: async ({ link, running }, peer, msgId, items) => {
    applied(link, await link.call({ _: 'messages.appendTodoList', peer: await link.peer(peer), msgId, list: items.map(one => item(one.id, one.text)) }, running))
  },
}

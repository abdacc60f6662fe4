/** What was done, as a sentence. */
import { t } from '../../i18n/index.svelte'
import type { LogEntry } from '../../state/model'
import type { State } from '../../state/state'
import { chatName, personName } from '../text/summary'

export function logText(state: State, { kind, who, whom, text = '' }: LogEntry): string {
  const by = personName(state, who)
  const name = whom === undefined ? '' : whom < 0 ? chatName(state, whom) : personName(state, whom)
  switch (kind) {
    case 'title': return t('log.title', { who: by, title: text })
    case 'username': return t('log.username', { who: by, name: text })
    case 'topicCreated': return t('log.topicCreated', { who: by, title: text })
    case 'topicEdited': return t('log.topicEdited', { who: by, title: text })
    case 'topicDeleted': return t('log.topicDeleted', { who: by, title: text })
    case 'invited': case 'banned': case 'restricted': case 'unbanned': case 'promoted': case 'demoted': case 'rights': case 'linked': case 'unlinked':
      return t(`log.${kind}`, { who: by, name })
    default: return t(`log.${kind}`, { who: by })
  }
}

const quoting: readonly LogEntry['kind'][] = ['about', 'pinned', 'unpinned', 'edited', 'deleted', 'posted']

/** The words that were touched, when the sentence does not say them. */
export const logQuote = ({ kind, text }: LogEntry): string => quoting.includes(kind) ? text ?? '' : ''

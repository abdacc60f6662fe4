/** German: comments, threads and topics. */
import type { threads as english } from './en-threads'
import type { Plural } from './plural'

export const threads: { readonly [K in keyof typeof english]: (typeof english)[K] extends string ? string : Plural } = {
  'thread.title': 'Thread',
  'thread.view': 'Thread ansehen',
  'thread.in': 'in {place}',
  'thread.discussion': 'Kommentare',
  'thread.comment': 'Kommentieren',
  'thread.comments': { one: '{count} Kommentar', other: '{count} Kommentare' },
  'thread.replies': { one: '{count} Antwort', other: '{count} Antworten' },
  'thread.write': 'Kommentar',

  'discussion.title': 'Diskussion',
  'discussion.off': 'aus',
  'discussion.note': 'Wähle eine Gruppe: Jeder Beitrag erscheint auch dort, und was darunter geschrieben wird, steht als Kommentar unter dem Beitrag.',
  'discussion.linkedNote': 'Beiträge erscheinen auch in dieser Gruppe. Was dort darunter geschrieben wird, steht als Kommentar unter dem Beitrag.',
  'discussion.choose': 'Deine Gruppen',
  'discussion.none': 'Noch keine Gruppe',
  'discussion.noneText': 'Lege zuerst eine Gruppe an; dann kann man darin über die Beiträge sprechen.',
  'discussion.unlink': 'Diskussion beenden',
}

/** German: making polls, writing in another name, GIFs. */
import type { making as english } from './en-making'
import type { Plural } from './plural'

export const making: { readonly [K in keyof typeof english]: (typeof english)[K] extends string ? string : Plural } = {
  'poll.new': 'Neue Umfrage',
  'poll.newQuiz': 'Neues Quiz',
  'poll.kind': 'Umfrage oder Quiz',
  'poll.poll': 'Umfrage',
  'poll.question': 'Frage',
  'poll.answers': 'Antworten',
  'poll.answersRight': 'Antworten: Hake die richtige an',
  'poll.answer': 'Antwort {number}',
  'poll.isRight': 'Antwort {number} ist richtig',
  'poll.remove': 'Antwort {number} entfernen',
  'poll.more': { one: 'Du kannst noch {count} hinzufügen.', other: 'Du kannst noch {count} hinzufügen.' },
  'poll.solution': 'Erklärung (freiwillig)',
  'poll.anonymousVotes': 'Niemand sieht, wer wofür gestimmt hat',
  'poll.multiple': 'Mehrere Antworten zugleich',
  'poll.close': 'Umfrage beenden',
  'sendAs.title': 'Schreiben als',
  'sendAs.now': 'Du schreibst als {name}',
  'sendAs.me': 'dein eigenes Konto',
  'sendAs.group': 'die Gruppe selbst: niemand sieht, wer schreibt',
  'sendAs.channel': 'ein Kanal von dir',
}

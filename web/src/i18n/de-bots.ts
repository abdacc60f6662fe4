/** German: bots and what they put into chats. */
import type { bots as english } from './en-bots'
import type { Plural } from './plural'

export const bots: { readonly [K in keyof typeof english]: (typeof english)[K] extends string ? string : Plural } = {
  'bot.start': 'Starten',
  'bot.restart': 'Bot neu starten',
  'bot.can': 'Was kann dieser Bot?',
  'bot.press': 'Drücke „Starten“, um mit ihm zu sprechen.',
  'bot.menu': 'Menü',
  'bot.commands': 'Befehle',
  'bot.keyboard': 'Knöpfe des Bots',
  'bot.showKeyboard': 'Knöpfe zeigen',
  'bot.hideKeyboard': 'Knöpfe verbergen',
  'bot.via': 'über',
  'bot.results': 'Vorschläge von {name}',
  'bot.noResults': 'Nichts gefunden',
  'bot.people': 'Leute hier',
  'bot.chooseChat': 'Chat auswählen',
  'bot.give': 'Teilen',
  'bot.notHere': 'Dieser Knopf geht im Web-Client noch nicht.',
  'bot.signIn': 'Anmelden',
  'bot.signInTitle': 'Bei {site} anmelden?',
  'bot.signInText': '{site} erfährt, dass du {name} bist, deinen Benutzernamen und dein Bild.',
  'bot.phone': 'Telefonnummer teilen',
  'bot.phoneText': '{name} erfährt deine Telefonnummer.',
  'bot.place': 'Standort teilen',
  'bot.placeText': '{name} erfährt, wo du bist.',
  'bot.noPlace': 'Dieser Browser verrät nicht, wo du bist.',
  'app.ok': 'OK',
  'app.reload': 'Neu laden',
  'app.closeTitle': 'App schließen?',
  'app.closeText': 'Was du nicht gespeichert hast, geht verloren.',
}

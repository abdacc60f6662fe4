import { browser } from './platform/browser'
import { createStore } from './state/store'
import { startSync } from './sync/app'
import { start } from './ui/root'
import { chatName, personName, summaryOf } from './ui/text/summary'
import { PageWire } from './wire/page'

/** The composition root: makes everything by hand, top to bottom. */
function main(): void {
  const target = document.getElementById('app')
  if (!target) throw new Error('index.html has no #app')
  const store = createStore()
  const platform = browser()
  const wire = new PageWire(() => store.dispatch({ type: 'session', session: { step: 'unsupported', reason: 'worker' } }))
  const app = startSync(store, wire, platform, (message, state) => {
    const title = chatName(state, message.chat)
    const { text } = summaryOf(state, message)
    return { title, body: message.chat < 0 ? `${personName(state, message.sender)}: ${text}` : text }
  })
  void start(target, app)
  if (import.meta.env.PROD) platform.page.keepShell().catch((error: unknown) => console.warn('the page cannot be kept for offline use', error))
}

/** Without HTTPS (localhost excepted) a browser gives neither workers' locks nor cryptography: say so instead of waiting for ever. */
function refuse(): void {
  const store = createStore()
  store.dispatch({ type: 'session', session: { step: 'unsupported', reason: 'insecure' } })
  const nothing = new Proxy({}, { get: () => () => undefined })
  void start(document.getElementById('app')!, { store, actions: nothing as never })
}

if (isSecureContext) main()
else refuse()

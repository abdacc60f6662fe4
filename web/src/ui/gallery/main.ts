/** Every screen without a server, for the eye: `npm run dev`, then /src/ui/gallery/index.html?scene=chat&theme=dark&lang=de. Not part of the build. */
import type { Session } from '../../state/model'
import { defaultSettings, type State } from '../../state/state'
import { createStore } from '../../state/store'
import { start } from '../root'
import { playActions } from './actions'
import { EMPTY, NOW, world } from './fixtures'

const query = new URLSearchParams(location.search)
const scene = query.get('scene') ?? 'chat'

const code = { hash: 'x', via: 'app', length: 5, timeout: 42 } as const
const SESSIONS: Record<string, Session> = {
  starting: { step: 'starting' }, phone: { step: 'phone' }, code: { step: 'code', phone: '4915112345678', code }, signUp: { step: 'signUp', phone: '4915112345678' },
  password: { step: 'password', hint: 'the usual', hasRecovery: true }, qr: { step: 'qr', url: 'tg://login?token=AQJ4tQ8kWf0qC1zM9y3mGx7s2u5pRk0uT6Yh1VbN2c8', expires: NOW + 30 },
  insecure: { step: 'unsupported', reason: 'insecure' }, server: { step: 'unsupported', reason: 'server' },
}

function stateOf(): State {
  const session = SESSIONS[scene]
  const base: State = session ? { ...EMPTY, session } : scene === 'empty' ? EMPTY : scene === 'loading' ? { ...EMPTY, dialogsLoading: true, dialogsComplete: false } : world()
  const open = session || scene === 'empty' || scene === 'list' ? 0 : Number(query.get('peer') ?? (scene === 'group' ? -20 : scene === 'greeting' ? 5 : 2))
  const state = { ...base, open, settings: { ...defaultSettings, theme: (query.get('theme') ?? 'light') as 'light', language: (query.get('lang') ?? 'en') as 'en', textSize: Number(query.get('size') ?? 15) } }
  if (scene === 'greeting') return { ...state, histories: { ...state.histories, 5: { ...state.histories[2]!, ids: [], messages: {}, pinned: [], atStart: true, atEnd: true } } }
  if (scene === 'long') return { ...state, histories: { ...state.histories, 2: { ...state.histories[2]!, atStart: false } } }
  if (scene === 'offline') return { ...state, connection: 'offline' }
  return state
}

const store = createStore(stateOf())
void start(document.getElementById('app')!, { store, actions: playActions(store) })
Object.assign(window, { store })

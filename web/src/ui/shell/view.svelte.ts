/** Where the screen stands. The chat that is open lives in the state; all the rest of navigation lives here. */
import type { Attachment } from '../../state/actions'
import type { AppRequest, FormattedText, Member, Message, MessageId, PeerId, Story, Topic } from '../../state/model'

export type SidePage =
  | 'chats' | 'archive' | 'contacts' | 'settings' | 'settings.profile' | 'settings.notifications' | 'settings.privacy' | 'settings.look'
  | 'settings.devices' | 'settings.password' | 'settings.blocked' | 'settings.storage' | 'settings.about'

export type Modal =
  | { readonly kind: 'forward'; readonly messages: readonly Message[] }
  | { readonly kind: 'delete'; readonly messages: readonly Message[] }
  | { readonly kind: 'deleteChat'; readonly peer: PeerId; readonly onlyHistory: boolean }
  | { readonly kind: 'newChat' }
  | { readonly kind: 'newGroup' }
  | { readonly kind: 'newChannel' }
  | { readonly kind: 'addMembers'; readonly peer: PeerId }
  | { readonly kind: 'member'; readonly peer: PeerId; readonly member: Member; readonly of: 'rights' | 'bans' }
  | { readonly kind: 'poll'; readonly peer: PeerId }
  | { readonly kind: 'todo'; readonly peer: PeerId; /** to which items are added */ readonly message?: Message }
  | { readonly kind: 'topic'; readonly peer: PeerId; readonly topic?: Topic }
  | { readonly kind: 'newInvite'; readonly peer: PeerId; readonly done: () => void }
  | { readonly kind: 'join'; readonly hash: string }
  | { readonly kind: 'addContact'; readonly user?: PeerId; readonly phone?: string }
  | { readonly kind: 'attach'; readonly peer: PeerId; readonly files: readonly Attachment[]; readonly caption: FormattedText }
  | { readonly kind: 'schedule'; readonly done: (at: number) => void }
  | { readonly kind: 'link'; readonly url: string; readonly text: string; readonly done: (url: string) => void }
  | { readonly kind: 'openLink'; readonly url: string }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'suggestPost'; readonly peer: PeerId }
  | { readonly kind: 'rejectOffer'; readonly done: (comment: string) => void }
  /** An app of a bot. */
  | { readonly kind: 'app'; readonly request: AppRequest }
  | { readonly kind: 'said'; readonly bot: PeerId; readonly text: string }
  | { readonly kind: 'choose'; readonly title: string; readonly of: 'any' | 'person' | 'bot' | 'group' | 'channel'; readonly most: number; readonly done: (chosen: readonly PeerId[]) => unknown }
  | { readonly kind: 'postStory' }
  | { readonly kind: 'myStories' }
  | { readonly kind: 'acceptQr' }
  | {
    readonly kind: 'confirm'; readonly title: string; readonly text: string; readonly action: string; readonly danger?: boolean
    readonly done: () => unknown
  }

export class View {
  side: SidePage = $state('chats')
  folder = $state(0)
  /** The global search is open, with this text. */
  searching = $state(false)
  query = $state('')
  /** The right column. */
  panel: 'none' | 'profile' | 'search' | 'scheduled' = $state('none')
  /** Which page of the profile, when it is a group's or channel's; 'common' is a person's. */
  panelPage: 'info' | 'edit' | 'permissions' | 'admins' | 'removed' | 'invites' | 'requests' | 'discussion' | 'log' | 'stats' | 'common' = $state('info')
  /** Whose profile the right column shows when it isn't the open chat's. */
  panelPeer: PeerId = $state(0)
  modal: Modal | null = $state.raw(null)
  /** The picture or video that fills the screen. */
  viewing: Message | null = $state.raw(null)
  /** The story that fills the screen. */
  story: { readonly peer: PeerId; readonly id: number; /** opened from a message: nothing follows */ readonly alone?: Story } | null = $state.raw(null)
  reply: Message | null = $state.raw(null)
  quote: FormattedText | null = $state.raw(null)
  editing: Message | null = $state.raw(null)
  selected: ReadonlySet<string> = $state.raw(new Set<string>())
  /** The message to scroll to and light up; `at` makes a second jump to the same one count. */
  jump: { readonly id: MessageId; readonly at: number } | null = $state.raw(null)

  /** What is to stand in the field of a chat, put there by a button; `at` makes the same words count again. */
  write: { readonly peer: PeerId; readonly text: string; readonly at: number } | null = $state.raw(null)
  /** A bot that was opened by a link, with what it shall begin with. */
  start: { readonly bot: PeerId; readonly param: string } | null = $state.raw(null)
  /** The message whose buttons below the field were put away. */
  keysAway = $state('')

  /** Where a thread was opened from, when it was another chat: the post that is discussed. */
  origin: { readonly peer: PeerId; readonly message: MessageId } | null = $state.raw(null)

  /** Forgets what belonged to the chat that was open. */
  leaveChat(): void {
    this.reply = this.quote = this.editing = this.jump = this.origin = null
    this.selected = new Set()
    this.panel = 'none'
    this.panelPage = 'info'
    this.panelPeer = 0
  }

  startReply(message: Message, quote: FormattedText | null = null): void {
    this.editing = null
    this.reply = message
    this.quote = quote
  }

  startEdit(message: Message): void {
    this.reply = this.quote = null
    this.editing = message
  }

  toggleSelected(key: string): void {
    const next = new Set(this.selected)
    if (!next.delete(key)) next.add(key)
    this.selected = next
  }

  showProfile(peer: PeerId = 0): void {
    this.panelPeer = peer
    this.panelPage = 'info'
    this.panel = 'profile'
  }
}

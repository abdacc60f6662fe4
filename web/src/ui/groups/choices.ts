/** What may be done with a member, by what they are and what I may. */
import { t } from '../../i18n/index.svelte'
import { leads, type Member, type PeerId } from '../../state/model'
import type { Ui } from '../app.svelte'
import { Lock, Shield, ShieldCheck, User, UserCheck, UserMinus } from '../parts/Icon'
import type { Choice } from '../parts/choice'
import { explain } from '../signin/refusals'
import { personName } from '../text/summary'

export function choicesFor(ui: Ui, peer: PeerId, member: Member): readonly Choice[] {
  const chat = ui.state.chats[peer]
  const name = personName(ui.state, member.peer)
  const complain = (failure: unknown): void => ui.toasts.show(explain(failure), { tone: 'danger' })
  const self = member.peer === ui.state.me
  const promotes = !self && (chat?.kind === 'group' ? chat.creator : leads(chat, 'addAdmins'))
  const bans = !self && leads(chat, 'banUsers')
  const admin = member.role === 'admin'
  const mayTouch = member.role !== 'creator' && (!admin || member.canEdit || !!chat?.creator)
  const edit = (of: 'rights' | 'bans'): void => void (ui.view.modal = { kind: 'member', peer, member, of })
  const run = (work: Promise<unknown>): void => void work.catch(complain)

  const items: Choice[] = [{ label: t('member.profile'), icon: User, run: () => ui.view.showProfile(member.peer) }]
  if (promotes && mayTouch && member.role !== 'removed') {
    if (admin && chat?.kind !== 'group') items.push({ label: t('member.rights'), icon: ShieldCheck, run: () => edit('rights') })
    if (admin) items.push({ label: t('member.demote'), icon: Shield, run: () => run(ui.actions.setAdmin(peer, member.peer, [], '')) })
    else if (chat?.kind === 'group') items.push({ label: t('member.promote'), icon: ShieldCheck, run: () => run(ui.actions.setAdmin(peer, member.peer, ['other'], '')) })
    else items.push({ label: t('member.promote'), icon: ShieldCheck, run: () => edit('rights') })
  }
  if (!bans || !mayTouch) return items
  if (member.role === 'removed') {
    items.push({ label: t('member.unban'), icon: UserCheck, run: () => run(ui.actions.setBans(peer, member.peer, [], 0)) })
    return items
  }
  if (member.role === 'restricted') items.push({ label: t('member.allow'), icon: UserCheck, run: () => run(ui.actions.setBans(peer, member.peer, [], 0)) })
  if (chat?.kind !== 'channel' && !admin) items.push({ label: t('member.restrict'), icon: Lock, run: () => edit('bans') })
  items.push({
    label: t(chat?.kind === 'channel' ? 'member.removeChannel' : 'member.remove'), icon: UserMinus, danger: true, apart: true,
    run: () => {
      ui.view.modal = {
        kind: 'confirm', title: t('member.removeTitle', { name }), text: t('member.removeText'), action: t('common.remove'), danger: true,
        done: () => run(ui.actions.removeMember(peer, member.peer)),
      }
    },
  })
  return items
}


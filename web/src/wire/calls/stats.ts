import { tl } from '@mtcute/web'
import type { Statistics } from '../../state/model'
import type { Link, Running } from '../link'
import { renderPeers } from '../render-peers'
import { renderChart } from '../render-stats'
import type { Answers } from './call'

type Name = Statistics['charts'][number]['name']
type Measure = Statistics['values'][number]['name']

/** Some charts come by a token alone, because they take a while. https://core.telegram.org/method/stats.loadAsyncGraph */
async function drawn(link: Link, running: Running, graphs: readonly (readonly [Name, tl.TypeStatsGraph])[]): Promise<Statistics['charts']> {
  const whole = await Promise.all(graphs.map(async ([name, graph]) => {
    const told = graph._ === 'statsGraphAsync' ? await link.call({ _: 'stats.loadAsyncGraph', token: graph.token }, running) : graph
    const chart = renderChart(told)
    return chart ? [{ name, chart }] : []
  }))
  return whole.flat()
}
const valued = (values: readonly (readonly [Measure, tl.TypeStatsAbsValueAndPrev])[]): Statistics['values'] =>
  values.map(([name, { current, previous }]) => ({ name, now: Number(current), before: Number(previous) }))

async function ofChannel(link: Link, running: Running, channel: tl.TypeInputChannel): Promise<Statistics> {
  const all = await link.call({ _: 'stats.getBroadcastStats', channel }, running)
  const { part, total } = all.enabledNotifications
  return {
    from: all.period.minDate, to: all.period.maxDate,
    values: [
      ...valued([['members', all.followers], ['viewsPerPost', all.viewsPerPost], ['sharesPerPost', all.sharesPerPost], ['reactionsPerPost', all.reactionsPerPost]]),
      { name: 'notifications', now: Number(part), before: Number(total) },
    ],
    charts: await drawn(link, running, [
      ['growth', all.growthGraph], ['members', all.followersGraph], ['mutes', all.muteGraph], ['hours', all.topHoursGraph], ['interactions', all.interactionsGraph],
      ['sources', all.viewsBySourceGraph], ['joinSources', all.newFollowersBySourceGraph], ['languages', all.languagesGraph], ['reactions', all.reactionsByEmotionGraph],
      ['storyInteractions', all.storyInteractionsGraph], ['storyReactions', all.storyReactionsByEmotionGraph],
    ]),
  }
}

async function ofGroup(link: Link, running: Running, channel: tl.TypeInputChannel): Promise<Statistics> {
  const all = await link.call({ _: 'stats.getMegagroupStats', channel }, running)
  link.emit({ type: 'peers', peers: renderPeers(all.users, []) })
  return {
    from: all.period.minDate, to: all.period.maxDate,
    values: valued([['members', all.members], ['messages', all.messages], ['viewers', all.viewers], ['posters', all.posters]]),
    charts: await drawn(link, running, [
      ['growth', all.growthGraph], ['members', all.membersGraph], ['joinSources', all.newMembersBySourceGraph], ['languages', all.languagesGraph],
      ['messages', all.messagesGraph], ['actions', all.actionsGraph], ['hours', all.topHoursGraph], ['weekdays', all.weekdaysGraph],
    ]),
  }
}

/** Statistics of groups and channels. https://core.telegram.org/api/stats */
export const stats: Answers<'statistics'> = {
  statistics: async ({ link, running }, peer, of) => (of === 'channel' ? ofChannel : ofGroup)(link, running, await link.channel(peer)),
}

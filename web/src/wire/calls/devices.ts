import { tl } from '@mtcute/web'
import type { Device } from '../../state/model'
import { api, toLong } from '../link'
import type { Answers } from './call'

export const renderDevice = (device: tl.TypeAuthorization): Device => ({
  id: device.hash.toString(), current: !!device.current, app: device.apiId === api.apiId ? 'Angarium Web' : device.appName, version: device.appVersion, model: device.deviceModel,
  platform: device.systemVersion || device.platform, address: device.ip, country: device.country, created: device.dateCreated,
  active: device.dateActive,
})

export const devices: Answers<'devices' | 'endDevice'> = {
  devices: async ({ link, running }) => (await link.call({ _: 'account.getAuthorizations' }, running)).authorizations.map(renderDevice),

  endDevice: async ({ link, running }, id) => {
    if (id === undefined) await link.call({ _: 'auth.resetAuthorizations' }, running)
    else await link.call({ _: 'account.resetAuthorization', hash: toLong(id) }, running)
  },
}

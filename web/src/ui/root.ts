/** The way into this room: puts the whole screen on the page. */
import './tokens.css'
import './base.css'
import { mount, unmount } from 'svelte'
import { i18n } from '../i18n/index.svelte'
import type { App } from '../state/actions'
import Root from './shell/Root.svelte'

/** Begins when the page has a language. Returns the way to take it off again. */
export async function start(target: HTMLElement, app: App): Promise<() => void> {
  await i18n.choose(app.store.get().settings.language)
  const root = mount(Root, { target, props: { app } })
  return () => void unmount(root)
}

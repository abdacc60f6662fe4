/** The way into this room: puts the whole screen on the page. */
import './tokens.css'
import './base.css'
import { mount, unmount } from 'svelte'
import type { App } from '../state/actions'
import Root from './shell/Root.svelte'

/** Returns the way to take it off again. */
export function start(target: HTMLElement, app: App): () => void {
  const root = mount(Root, { target, props: { app } })
  return () => void unmount(root)
}

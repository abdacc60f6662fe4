/** Puts the caret into a field when it appears. The `autofocus` attribute does so only while nothing else has the focus. */
import type { Attachment } from 'svelte/attachments'

export const focus: Attachment<HTMLElement> = node => node.focus()

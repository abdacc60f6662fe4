/** What the keys are called on the keyboard in front of the reader: Ctrl, Strg or ⌘. */
import { t } from '../../i18n/index.svelte'

const mac = (): boolean => navigator.platform.startsWith('Mac')

export const ctrl = (): string => mac() ? '⌘' : t('keys.ctrl')
export const shift = (): string => mac() ? '⇧' : t('keys.shift')

/** Ctrl together with `key`, e.g. "Ctrl+K" or "⌘K". */
export const withCtrl = (key: string): string => mac() ? `⌘${key}` : `${ctrl()}+${key}`
/** Ctrl and Shift together with `key`, e.g. "Ctrl+Shift+X", "Strg+⇧+X" or "⇧⌘X". */
export const withCtrlShift = (key: string): string => mac() ? `⇧⌘${key}` : `${ctrl()}+${shift()}+${key}`

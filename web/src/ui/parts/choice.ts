/** One line of a menu. */
import type { Component } from 'svelte'

export interface Choice {
  readonly label: string
  readonly icon?: Component
  readonly danger?: boolean
  readonly keys?: string
  readonly checked?: boolean
  /** Starts a new group: a line above it. */
  readonly apart?: boolean
  readonly run: () => unknown
}

import type { Platform } from './api'
import { desk } from './desk'
import { BrowserKept } from './kept'
import { media } from './media'
import { BrowserNotices } from './notices'
import { BrowserPage } from './page'

/** The real browser. */
export function browser(): Platform & { readonly page: BrowserPage } {
  return { kept: new BrowserKept(), page: new BrowserPage(), media, notices: new BrowserNotices(), desk }
}

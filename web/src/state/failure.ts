/** A call that did not succeed, whatever the reason. */
export class Failure extends Error {
  override readonly name = 'Failure'
  constructor(
    /** The server's name for it (`PHONE_CODE_INVALID`), or one of ours: TIMEOUT, ABORTED, OFFLINE, UNSUPPORTED, INTERNAL. */
    readonly reason: string,
    readonly code = 0,
    /** Of FLOOD_WAIT and its kin: seconds to wait. */
    readonly seconds = 0,
  ) {
    super(reason)
  }
}

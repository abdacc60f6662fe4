/** "Muted for ever" is the far end of the protocol's 32-bit time. */
export const FOR_EVER = 2 ** 31 - 1

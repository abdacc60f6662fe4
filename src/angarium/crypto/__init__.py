"""Pure primitives: AES-IGE and CTR, RSA, Diffie-Hellman, key derivation, SRP. No clock, no I/O; chance is an argument."""

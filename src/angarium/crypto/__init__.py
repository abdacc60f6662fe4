"""Pure primitives: AES-IGE and CTR, RSA, Diffie-Hellman, key derivation, SRP. No clock; chance is an argument."""

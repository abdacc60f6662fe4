"""Popular public files from a machine near the readers that nobody trusts, an *outpost* (https://core.telegram.org/cdn): what it holds is
ciphertext, and what it hands out is held against hashes that this server tells."""

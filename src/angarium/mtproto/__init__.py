"""The protocol as a pure machine: bytes in, events out. Framing, handshake, session. No I/O, no clock."""

"""The door for clients: one port for MTProto over TCP, WebSocket and HTTP, and for the web client."""

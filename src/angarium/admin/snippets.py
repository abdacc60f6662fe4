"""What to paste into a client's program so that it finds this server: nothing in the library is changed.

Any `api_id` and `api_hash` will do: they name an app towards Telegram's own servers, and mean nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

TELETHON = '''\
from telethon import TelegramClient
from telethon.crypto import rsa
from telethon.sessions import SQLiteSession

rsa.add_key("""{pem}""", old=False)

session = SQLiteSession("me")
if not session.auth_key:
    session.set_dc({dc}, "{host}", {port})
client = TelegramClient(session, api_id=1, api_hash="angarium")
client.start()'''

KURIGRAM = """\
from pathlib import Path

from pyrogram import Client
from pyrogram.crypto import rsa
from pyrogram.storage import SQLiteStorage

rsa.server_public_keys[{fingerprint}] = rsa.PublicKey(
    int("{modulus:x}", 16), 65537
)

class Storage(SQLiteStorage):
    async def server_address(self, value=object):
        return "{host}"

    async def port(self, value=object):
        return {port}

client = Client("me", api_id=1, api_hash="angarium", storage_engine=Storage("me", Path(".")))
client.run()"""

MTCUTE = """\
import {{ TelegramClient }} from '@mtcute/node'
import {{ addPublicKey }} from '@mtcute/core/utils.js'
import {{ NodeCryptoProvider }} from '@mtcute/node/utils.js'

const crypto = new NodeCryptoProvider()
await crypto.initialize?.()
addPublicKey(crypto, `{pem}`)

const dc = {{ id: {dc}, ipAddress: '{host}', port: {port} }}
const client = new TelegramClient({{
  apiId: 1, apiHash: 'angarium', storage: 'me.session', crypto, defaultDcs: {{ main: dc, media: dc }},
}})
await client.start({{ phone: () => client.input('Phone> '), code: () => client.input('Code> ') }})"""

# COMPAT(gramjs, 2.26): its first connection goes to port 80 or 443 whatever the session says, so the connection says it.
GRAMJS = """\
import bigInt from 'big-integer'
import {{ TelegramClient }} from 'telegram'
import {{ _serverKeys }} from 'telegram/crypto/RSA.js'
import {{ ConnectionTCPFull }} from 'telegram/network/index.js'
import {{ StringSession }} from 'telegram/sessions/index.js'

_serverKeys.set('{fingerprint}', {{ n: bigInt('{modulus:x}', 16), e: 65537 }})

class Connection extends ConnectionTCPFull {{
  constructor(options) {{
    super({{ ...options, port: {port} }})
  }}
}}

const session = new StringSession('')
session.setDC({dc}, '{host}', {port})
const client = new TelegramClient(session, 1, 'angarium', {{ connection: Connection, connectionRetries: 5 }})
await client.connect()"""


def render(host: str, port: int, dc: int, pem: str, modulus: int, fingerprint: int) -> Iterator[tuple[str, str]]:
    """(library, program) for each library that people use most."""
    facts = {"host": host, "port": port, "dc": dc, "pem": pem, "modulus": modulus, "fingerprint": fingerprint}
    for title, text in (
        ("Telethon (Python)", TELETHON),
        ("kurigram, Pyrogram (Python)", KURIGRAM),
        ("mtcute (Node)", MTCUTE),
        ("gramjs (Node)", GRAMJS),
    ):
        yield title, text.format(**facts)

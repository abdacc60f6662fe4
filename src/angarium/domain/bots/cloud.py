"""What web apps ask of the server itself (https://core.telegram.org/bots/webapps#cloudstorage): a small store for each bot and person."""

from __future__ import annotations

import json
import re
from typing import Any

from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import bots

MOST, VALUE = 1024, 4096
_KEY = re.compile(r"[A-Za-z0-9_-]{1,128}")


async def invoke(tx: Tx, bot_id: UserId, user_id: UserId, method: str, params: str) -> str:
    """JSON in, JSON out. Refuses METHOD_INVALID, DATA_JSON_INVALID."""
    try:
        given = json.loads(params)
    except ValueError:
        raise Refusal("DATA_JSON_INVALID") from None
    if not isinstance(given, dict):
        raise Refusal("DATA_JSON_INVALID")
    kind = f"cloud {user_id}"
    match method:
        case "saveStorageValue":
            key, value = _require_key(given.get("key")), given.get("value")
            if not isinstance(value, str) or len(value) > VALUE:
                raise Refusal("DATA_JSON_INVALID")
            known = await bots.items(tx, bot_id, kind, str)
            if len(known) >= MOST and key not in dict(known):
                raise Refusal("DATA_JSON_INVALID")
            await bots.put_item(tx, bot_id, kind, key, value)
            return "true"
        case "getStorageValues":
            values = dict(await bots.items(tx, bot_id, kind, str))
            return _json({key: values.get(key, "") for key in _keys(given)})
        case "getStorageKeys":
            return _json([key for key, _ in await bots.items(tx, bot_id, kind, str)])
        case "deleteStorageValues":
            for key in _keys(given):
                await bots.remove_item(tx, bot_id, kind, key)
            return "true"
        case _:
            raise Refusal("METHOD_INVALID")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _require_key(key: Any) -> str:
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Refusal("DATA_JSON_INVALID")
    return key


def _keys(given: dict[str, Any]) -> list[str]:
    keys = given.get("keys")
    if not isinstance(keys, list) or len(keys) > MOST:
        raise Refusal("DATA_JSON_INVALID")
    return [_require_key(key) for key in keys]

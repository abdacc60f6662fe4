"""From a decoded request to an encoded answer: peel the wrappers, find the row, pass the gates, begin the unit of work.

A method is a row:

    @method("messages.sendMessage", writes=True, flood="send")
    async def send_message(call: Call, req: functions.messages.SendMessage) -> types.TypeUpdates: ...
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import structlog

from angarium.domain.accounts import devices, profiles
from angarium.domain.floods import Floods
from angarium.domain.house import House
from angarium.domain.people import sanctions
from angarium.domain.work import Tx
from angarium.model.accounts import Device
from angarium.model.errors import Refusal, StorageUnavailable
from angarium.model.ids import UserId
from angarium.rpc import acting, freezing, minimal
from angarium.rpc.caller import Caller
from angarium.tl import codec, functions, layers, types

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One request under way. `tx` is open unless the row says `alone`."""

    caller: Caller
    house: House
    msg_id: int
    _tx: Tx | None = None

    @property
    def tx(self) -> Tx:
        assert self._tx is not None, "this method opens its own units of work"
        return self._tx

    @property
    def user_id(self) -> UserId:
        """Whose session it is; the login gate has made sure that there is one."""
        assert self.caller.user_id is not None
        return self.caller.user_id

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Call]:
        """A unit of work within a method that is `alone`."""
        async with self.house.work.begin(self.caller.session_id) as tx:
            yield Call(self.caller, self.house, self.msg_id, tx)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Call]:
        """A snapshot within a method that is `alone`."""
        async with self.house.work.read() as tx:
            yield Call(self.caller, self.house, self.msg_id, tx)


Handler = Callable[[Call, Any], Awaitable[Any]]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Method:
    """A row of the method table. `partial` says in one sentence what a `partial` method leaves out, for the coverage page."""

    name: str
    handle: Handler
    writes: bool
    login: bool
    alone: bool
    bots: bool
    users: bool
    flood: str
    partial: str


METHODS: dict[str, Method] = {}

_BOTS_ONLY = frozenset(
    {"bots.answerWebhookJSONQuery", "bots.getBotCommands", "bots.sendCustomRequest", "messages.setInlineBotResults"}
)
"""Methods of bots that people are refused by another name."""


def method(
    name: str,
    *,
    writes: bool = False,
    login: bool = True,
    alone: bool = False,
    bots: bool = True,
    users: bool = True,
    flood: str = "other",
    partial: str = "",
) -> Callable[[H], H]:
    """Register a handler. `writes`: its `tx` is durable before the answer goes out; otherwise it reads one snapshot; `alone`: it has
    no `tx` and opens what it needs; `bots`, `users`: who may call it. `flood` names the bucket of `Config.rates` that it draws on."""

    def register(handle: H) -> H:
        if name in METHODS:
            raise ValueError(f"two rows for {name}")
        METHODS[name] = Method(name, handle, writes, login, alone, bots, users, flood, partial)
        return handle

    return register


@cache
def load_methods() -> None:
    """Import every module of this room, which fills the table; once, since looking for them takes milliseconds."""
    package = importlib.import_module("angarium.rpc")
    for module in pkgutil.walk_packages(package.__path__, "angarium.rpc."):
        importlib.import_module(module.name)


class Router:
    """Answers requests of every session."""

    def __init__(self, house: House, floods: Floods) -> None:
        load_methods()
        self._house = house
        self._floods = floods

    async def call(self, caller: Caller, request: Any, msg_id: int) -> bytes:
        """The encoded result, or an encoded rpc_error; raises nothing but cancellation."""
        name = "?"
        try:
            connection_id = _connection(request)
            request, quiet = await self._peel(caller, request)
            name = request.NAME
            answer = await self._answer_for(caller, request, msg_id, connection_id, quiet=quiet)
            return codec.encode_result(name, answer, caller.layer)
        except Refusal as refusal:
            return _error(refusal, caller.layer)
        except StorageUnavailable:
            log.exception("the database did not take a write", method=name, msg_id=msg_id)
            return _error(Refusal("STORAGE_UNAVAILABLE"), caller.layer)
        except codec.NotInLayer:
            log.warning("an answer has no form in the client's layer", method=name, layer=caller.layer)
            return _error(Refusal("METHOD_NOT_IMPLEMENTED"), caller.layer)
        except Exception:
            log.exception("a call failed", method=name, msg_id=msg_id, user=caller.user_id)
            return _error(Refusal("INTERNAL"), caller.layer)

    async def _answer_for(self, caller: Caller, request: Any, msg_id: int, connection_id: str, *, quiet: bool) -> Any:
        """The answer to the caller, or to a bot that acts for the person of a business connection."""
        if not connection_id:
            return await self._answer(caller, request, msg_id, quiet=quiet)
        person = await acting.step_in(self._house, caller, request, connection_id)
        answer = await self._answer(person, request, msg_id, quiet=True)
        return await acting.tell(self._house, caller, answer, connection_id)

    async def _answer(self, caller: Caller, request: Any, msg_id: int, *, quiet: bool) -> Any:
        row = METHODS.get(request.NAME)
        if row is None:
            raise Refusal("METHOD_NOT_IMPLEMENTED" if request.NAME in codec.METHODS else "INPUT_METHOD_INVALID")
        if row.login:
            if caller.user_id is None:
                raise Refusal("AUTH_KEY_UNREGISTERED")
            await self._judge(caller, row)
            if sanctions.is_frozen(self._house, caller.user_id):
                freezing.check(request, acts=row.writes or row.alone)
            if not quiet and not row.name.startswith("upload."):
                caller.wants_updates = True
        self._floods.spend(row.flood, caller.user_id or caller.address)
        if caller.user_id is not None and minimal.is_minimal(request):
            async with self._house.work.read() as tx:
                request = await minimal.resolve(tx, caller.user_id, request)
        if row.alone:
            return await row.handle(Call(caller, self._house, msg_id), request)
        if row.writes:
            async with self._house.work.begin(caller.session_id) as tx:
                return await row.handle(Call(caller, self._house, msg_id, tx), request)
        async with self._house.work.read() as tx:
            return await row.handle(Call(caller, self._house, msg_id, tx), request)

    async def _judge(self, caller: Caller, row: Method) -> None:
        """Some methods are for people only, some for bots. Refuses BOT_METHOD_INVALID, USER_BOT_REQUIRED."""
        if caller.user_id != caller.judged and caller.user_id is not None:
            async with self._house.work.read() as tx:
                caller.bot = await profiles.is_bot(tx, caller.user_id)
            caller.judged = caller.user_id
        if caller.bot and not row.bots:
            raise Refusal("BOT_METHOD_INVALID")
        if not caller.bot and not row.users:
            raise Refusal("USER_BOT_INVALID" if row.name in _BOTS_ONLY else "USER_BOT_REQUIRED")

    async def _peel(self, caller: Caller, request: Any) -> tuple[Any, bool]:
        """Take off invokeWithLayer, initConnection and their kin; remember what they say. True = the session wants no updates."""
        quiet, span = False, None
        while True:
            match request:
                case functions.InvokeWithLayer():
                    caller.layer = layers.serve(request.layer)
                case functions.InitConnection():
                    await self._introduce(caller, request)
                case functions.InvokeWithoutUpdates():
                    quiet = True
                case functions.InvokeWithTakeout():
                    caller.takeout_id = request.takeout_id
                case functions.InvokeWithMessagesRange():
                    span = request.range
                case _ if type(request).NAME in _TRANSPARENT:
                    pass
                case _:
                    if span is not None:
                        _narrow(request, span)
                    return request, quiet
            request = request.query

    async def _introduce(self, caller: Caller, hello: functions.InitConnection) -> None:
        if hello.api_id <= 0:
            raise Refusal("CONNECTION_API_ID_INVALID")
        device = Device(
            api_id=hello.api_id,
            device_model=hello.device_model[:128],
            system_version=hello.system_version[:128],
            app_version=hello.app_version[:64],
            system_lang_code=hello.system_lang_code[:64],
            lang_pack=hello.lang_pack[:64],
            lang_code=hello.lang_code[:64],
        )
        known, caller.device = caller.device if caller.introduced else None, device
        caller.introduced = True
        if caller.authorization_id is not None and caller.user_id is not None and known != device:
            async with self._house.work.begin(caller.session_id) as tx:
                await devices.introduce(
                    tx, caller.user_id, caller.authorization_id, device, caller.layer, caller.address
                )


def _connection(request: Any) -> str:
    """The business connection that a request names in one of its wrappers; "" = none."""
    while hasattr(request, "query"):
        if isinstance(request, functions.InvokeWithBusinessConnection):
            return request.connection_id or "?"
        request = request.query
    return ""


_TRANSPARENT = frozenset({"invokeAfterMsg", "invokeAfterMsgs", "invokeWithBusinessConnection"})


def _narrow(request: Any, span: types.MessageRange) -> None:
    """Hold a list of messages to a part of the caller's box (https://core.telegram.org/method/invokeWithMessagesRange); supergroups and
    channels count by themselves."""
    if not (hasattr(request, "min_id") and hasattr(request, "max_id") and hasattr(request, "offset_id")):
        return
    if isinstance(getattr(request, "peer", None), types.InputPeerChannel):
        return
    request.min_id = max(request.min_id, span.min_id - 1)
    request.max_id = min(request.max_id if request.max_id > 0 else 2**31 - 1, min(span.max_id, 2**31 - 2) + 1)


def _error(refusal: Refusal, layer: int) -> bytes:
    return codec.encode(types.RpcError(error_code=freezing.code_of(refusal, layer), error_message=refusal.name), layer)

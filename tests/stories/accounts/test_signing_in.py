"""Signing up, in and out."""

from __future__ import annotations

from pathlib import Path

from angarium.model.config import Codes, Config, Handshakes
from angarium.tl import functions, types
from angarium.tl.layers import CANONICAL
from tests.stories.accounts.times import days_pass
from tests.stories.harness import Actor, World, refused


def send_code(phone: str) -> functions.auth.SendCode:
    return functions.auth.SendCode(phone_number=phone, api_id=1, api_hash="a" * 32, settings=types.CodeSettings())


def sign_in(actor: Actor, hash: str, code: str | None) -> functions.auth.SignIn:
    return functions.auth.SignIn(phone_number=actor.phone, phone_code_hash=hash, phone_code=code)


async def test_a_new_number_is_asked_to_sign_up(world: World) -> None:
    alice = await world.device("Alice", "4915110000001")
    hash, code = await world.ask_code(alice)
    with refused("PHONE_CODE_EMPTY", 400):
        await alice(sign_in(alice, hash, None))
    with refused("PHONE_CODE_INVALID"):
        await alice(sign_in(alice, hash, "00000" if code != "00000" else "11111"))
    with refused("PHONE_CODE_HASH_EMPTY"):
        await alice(sign_in(alice, "", code))
    with refused("PHONE_CODE_EXPIRED"):
        await alice(sign_in(alice, "another", code))
    up = functions.auth.SignUp(phone_number=alice.phone, phone_code_hash=hash, first_name=" Alice ", last_name="")
    with refused("PHONE_CODE_INVALID"):
        await alice(up)  # the code has not been entered yet
    answer = await alice(sign_in(alice, hash, code))
    assert isinstance(answer, types.auth.AuthorizationSignUpRequired)
    with refused("FIRSTNAME_INVALID"):
        await alice(
            functions.auth.SignUp(phone_number=alice.phone, phone_code_hash=hash, first_name=" ", last_name="x")
        )
    with refused("LASTNAME_INVALID"):
        await alice(
            functions.auth.SignUp(phone_number=alice.phone, phone_code_hash=hash, first_name="A", last_name="x" * 65)
        )
    made = await alice(up)
    assert made.user.first_name == "Alice"
    assert made.user.phone == alice.phone
    assert made.user.self
    with refused("PHONE_CODE_EXPIRED"):
        await alice(up)


async def test_another_key_cannot_use_a_code_that_it_did_not_enter(world: World) -> None:
    alice, mallory = await world.device("Alice", "4915110000002"), await world.device("Mallory", "4915110000002")
    hash, code = await world.ask_code(alice)
    await alice(sign_in(alice, hash, code))
    with refused("PHONE_CODE_INVALID"):
        await mallory(
            functions.auth.SignUp(phone_number=alice.phone, phone_code_hash=hash, first_name="M", last_name="")
        )


async def test_a_code_is_void_after_some_wrong_tries_and_after_its_time(world: World) -> None:
    alice = await world.device("Alice", "4915110000003")
    hash, code = await world.ask_code(alice)
    for _ in range(world.config.codes.attempts):
        with refused("PHONE_CODE_INVALID"):
            await alice(sign_in(alice, hash, "x"))
    with refused("PHONE_CODE_EXPIRED"):
        await alice(sign_in(alice, hash, code))
    hash, code = await world.ask_code(alice)
    world.clock.advance(world.config.codes.ttl + 1)
    with refused("PHONE_CODE_EXPIRED"):
        await alice(sign_in(alice, hash, code))


async def test_numbers_that_cannot_be(world: World) -> None:
    stranger = await world.device("Stranger", "")
    for typed in ("", "hello", "123", "+49", "0" * 15, "9996612345", "+49 1511 0000001 0000001"):
        with refused("PHONE_NUMBER_INVALID"):
            await stranger(send_code(typed))
    sent = await stranger(send_code("+49 (151) 1000-0004"))
    assert isinstance(sent.type, types.auth.SentCodeTypeSms)
    with refused("API_ID_INVALID"):
        await stranger(
            functions.auth.SendCode(phone_number="+4915110000004", api_id=0, api_hash="", settings=types.CodeSettings())
        )


async def test_a_known_number_gets_its_code_in_the_app(world: World) -> None:
    alice = await world.sign_up("Alice")
    second = await world.device("Alice", alice.phone)
    sent = await second(send_code(alice.phone))
    assert isinstance(sent.type, types.auth.SentCodeTypeApp)
    assert isinstance(sent.next_type, types.auth.CodeTypeSms)
    await alice.barrier()
    (message,) = alice.messages
    assert message.peer_id == types.PeerUser(user_id=777000)
    _, code = await world.ask_code(second)
    assert code in message.message
    (bold,) = message.entities
    assert message.message[bold.offset : bold.offset + bold.length] == code
    again = await second(functions.auth.ResendCode(phone_number=alice.phone, phone_code_hash=sent.phone_code_hash))
    assert isinstance(again.type, types.auth.SentCodeTypeSms)
    with refused("SEND_CODE_UNAVAILABLE"):
        await second(functions.auth.ResendCode(phone_number=alice.phone, phone_code_hash=sent.phone_code_hash))
    with refused("PHONE_CODE_EXPIRED"):
        await second(functions.auth.ResendCode(phone_number=alice.phone, phone_code_hash="an older one"))
    with refused("PHONE_CODE_HASH_EMPTY"):
        await second(functions.auth.ResendCode(phone_number=alice.phone, phone_code_hash=""))
    made = await second(sign_in(second, sent.phone_code_hash, code))
    assert made.user.id == alice.user_id


async def test_a_code_can_be_cancelled(world: World) -> None:
    alice = await world.device("Alice", "4915110000005")
    hash, code = await world.ask_code(alice)
    cancel = functions.auth.CancelCode(phone_number=alice.phone, phone_code_hash=hash)
    assert await alice(cancel) is True
    with refused("PHONE_CODE_EXPIRED"):
        await alice(sign_in(alice, hash, code))
    with refused("PHONE_CODE_EXPIRED"):
        await alice(cancel)
    hash, _ = await world.ask_code(alice)
    assert await alice(functions.auth.ReportMissingCode(phone_number=alice.phone, phone_code_hash=hash, mnc="01"))


async def test_codes_for_one_number_run_out_and_come_back(world: World) -> None:
    alice = await world.device("Alice", "4915110000006")
    for _ in range(world.config.rates.code.burst):
        await alice(send_code(alice.phone))
    with refused("PHONE_NUMBER_FLOOD"):
        await alice(send_code(alice.phone))
    world.clock.advance(60)
    await alice(send_code(alice.phone))


async def test_a_new_login_is_told_to_the_other_devices(world: World) -> None:
    alice = await world.sign_up("Alice")
    second = await world.sign_in(alice)
    await alice.barrier()
    (told,) = alice.heard(types.UpdateNewAuthorization)
    assert told.unconfirmed
    assert any("New login" in message.message for message in alice.messages)
    devices = (await alice(functions.account.GetAuthorizations())).authorizations
    assert [device.current for device in devices] == [True, False]
    assert devices[1].hash == told.hash
    assert devices[1].unconfirmed
    assert await alice(functions.account.ChangeAuthorizationSettings(hash=told.hash, confirmed=True))
    devices = (await second(functions.account.GetAuthorizations())).authorizations
    assert not any(device.unconfirmed for device in devices)
    assert devices[0].app_name == "App 11111"
    hello = functions.InitConnection(
        api_id=11111, device_model="PC", system_version="1", app_version="4.6.5", system_lang_code="en",
        lang_pack="tdesktop", lang_code="en", query=functions.updates.GetState(),
    )  # fmt: skip
    await second(functions.InvokeWithLayer(layer=CANONICAL, query=hello))
    devices = (await alice(functions.account.GetAuthorizations())).authorizations
    assert [device.app_name for device in devices] == ["App 11111", "Telegram Desktop"]


async def test_logging_out_ends_the_device(world: World) -> None:
    alice = await world.sign_up("Alice")
    second = await world.sign_in(alice)
    second.witness.gone = True
    await second(functions.auth.LogOut())
    with refused("AUTH_KEY_UNREGISTERED", 401):
        await second(functions.updates.GetState())
    assert len((await alice(functions.account.GetAuthorizations())).authorizations) == 1


async def test_an_app_introduces_itself_once_for_each_key(world: World) -> None:
    """telegram-desktop does not say again what it is when somebody signs in after signing out: its device was unknown."""
    alice = await world.sign_up("Alice")
    second = await world.sign_in(alice)
    second.witness.gone = True
    for round in ("code", "token"):
        await second(functions.auth.LogOut())
        await second.reconnect(new_session=True)
        second.client.introduced = True
        if round == "code":
            await world.enter_code(second)
        else:
            shown = await second(functions.auth.ExportLoginToken(api_id=1, api_hash="a" * 32, except_ids=[]))
            assert (await alice(functions.auth.AcceptLoginToken(token=shown.token))).device_model == "story"
        devices = (await alice(functions.account.GetAuthorizations())).authorizations
        assert [(one.device_model, one.app_name) for one in devices] == [("story", "App 11111")] * 2
        await alice.barrier()
        assert "Device: story, 1, 1" in alice.messages[-1].message


async def test_what_an_app_said_of_itself_outlives_the_server(world: World) -> None:
    """telegram-desktop goes on after a restart of the server without saying again what it is, and is answered in its language."""
    alice = await world.sign_up("Alice")
    hello = functions.InitConnection(
        api_id=11111, device_model="PC", system_version="1", app_version="4.6.5", system_lang_code="de",
        lang_pack="tdesktop", lang_code="de", query=functions.messages.GetEmojiGroups(hash=0),
    )  # fmt: skip
    german = await alice(functions.InvokeWithLayer(layer=CANONICAL, query=hello))
    await world.restart()
    assert await alice(functions.messages.GetEmojiGroups(hash=0)) == german
    await alice.reconnect(new_session=True)
    alice.client.introduced = True
    assert await alice(functions.messages.GetEmojiGroups(hash=0)) == german
    english = await alice(alice.client.introduce(functions.messages.GetEmojiGroups(hash=0)))
    assert english.groups[0].title != german.groups[0].title


async def test_another_device_is_ended_at_once(world: World) -> None:
    alice = await world.sign_up("Alice")
    second = await world.sign_in(alice)
    second.witness.gone = True
    other = (await alice(functions.account.GetAuthorizations())).authorizations[1]
    with refused("HASH_INVALID"):
        await alice(functions.account.ResetAuthorization(hash=12345))
    with refused("HASH_INVALID"):  # to end oneself is to log out
        await second(functions.account.ResetAuthorization(hash=other.hash))
    assert await alice(functions.account.ResetAuthorization(hash=other.hash))
    await second.client.wire.lost  # the server closed it
    world.clock.advance(1)  # on a clock that stands still a new session would use the msg_ids of the old one again
    await second.reconnect()
    await second.client.ping()
    begun = [told for told in second.client.service if isinstance(told, types.NewSessionCreated)]
    assert len(begun) == 2  # what a client that only listens takes as a reason to ask: TDLib, telegram-desktop
    with refused("AUTH_KEY_UNREGISTERED"):
        await second(functions.updates.GetState())


async def test_a_fresh_device_does_not_throw_out_an_old_one(world: World) -> None:
    alice = await world.sign_up("Alice")
    await days_pass(world, 3, alice)
    thief = await world.sign_in(alice)
    with refused("FRESH_RESET_AUTHORISATION_FORBIDDEN", 406):
        await thief(functions.auth.ResetAuthorizations())
    with refused("FRESH_RESET_AUTHORISATION_FORBIDDEN", 406):
        await thief(functions.account.SetAuthorizationTTL(authorization_ttl_days=1))
    thief.witness.gone = True
    assert await alice(functions.auth.ResetAuthorizations())
    assert len((await alice(functions.account.GetAuthorizations())).authorizations) == 1


async def test_devices_that_nobody_uses_are_logged_out(world: World) -> None:
    alice = await world.sign_up("Alice")
    second = await world.sign_in(alice)
    second.witness.gone = True
    with refused("TTL_DAYS_INVALID"):
        await alice(functions.account.SetAuthorizationTTL(authorization_ttl_days=0))
    await alice(functions.account.SetAuthorizationTTL(authorization_ttl_days=7))
    for _ in range(4):
        await days_pass(world, 2, alice)
        await alice(functions.account.UpdateStatus(offline=False))
        await alice(functions.account.UpdateStatus(offline=True))
    found = await alice(functions.account.GetAuthorizations())
    assert found.authorization_ttl_days == 7
    assert len(found.authorizations) == 1


async def test_a_login_is_taken_along(world: World) -> None:
    alice = await world.sign_up("Alice")
    helper = await world.device("Alice", alice.phone)
    with refused("DC_ID_INVALID"):
        await alice(functions.auth.ExportAuthorization(dc_id=9))
    token = await alice(functions.auth.ExportAuthorization(dc_id=2))
    with refused("AUTH_BYTES_INVALID"):
        await helper(functions.auth.ImportAuthorization(id=token.id + 1, bytes=token.bytes))
    with refused("AUTH_BYTES_INVALID"):
        await helper(functions.auth.ImportAuthorization(id=token.id, bytes=b"x"))
    made = await helper(functions.auth.ImportAuthorization(id=token.id, bytes=token.bytes))
    assert made.user.id == alice.user_id
    assert (await helper(functions.users.GetUsers(id=[types.InputUserSelf()])))[0].id == alice.user_id
    third = await world.device("Alice", alice.phone)
    with refused("AUTH_BYTES_INVALID"):
        await third(functions.auth.ImportAuthorization(id=token.id, bytes=token.bytes))


async def test_numbers_for_tests_have_known_codes(tmp_path: Path) -> None:
    world = World(tmp_path, Config(handshakes=Handshakes(processes=0), codes=Codes(test_numbers=True)))
    await world.open()
    tester = await world.device("Tester", "9996627777")
    sent = await tester(send_code(tester.phone))
    answer = await tester(sign_in(tester, sent.phone_code_hash, "22222"))
    assert isinstance(answer, types.auth.AuthorizationSignUpRequired)
    await world.close()


async def test_leaked_codes_can_be_made_void(world: World) -> None:
    alice = await world.sign_up("Alice")
    second = await world.device("Alice", alice.phone)
    hash, code = await world.ask_code(second)
    assert await alice(functions.account.InvalidateSignInCodes(codes=[code]))
    with refused("PHONE_CODE_EXPIRED"):
        await second(sign_in(second, hash, code))


async def test_limits_and_logins_survive_a_restart(tmp_path: Path) -> None:
    world = World(tmp_path, Config(handshakes=Handshakes(processes=0)))
    await world.open()
    alice = await world.sign_up("Alice")
    stranger = await world.device("Stranger", "4915110000007")
    for _ in range(world.config.rates.code.burst):
        await stranger(send_code(stranger.phone))
    await world.close()
    await world.open()
    again, stranger = (
        Actor(world, "Alice", alice.phone, alice.auth_key, alice.layer),
        await world.device("Stranger", stranger.phone),
    )
    assert (await again(functions.users.GetUsers(id=[types.InputUserSelf()])))[0].id == alice.user_id
    with refused("PHONE_NUMBER_FLOOD"):
        await stranger(send_code(stranger.phone))
    await world.close()

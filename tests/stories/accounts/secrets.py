"""The client's side of two-step verification."""

from __future__ import annotations

from typing import Any

from angarium.crypto import dh, srp
from angarium.tl import functions, types
from tests.stories.harness import Actor


async def prove(actor: Actor, password: str) -> Any:
    """inputCheckPasswordSRP for what account.getPassword says now."""
    known = await actor(functions.account.GetPassword())
    if not known.has_password:
        return types.InputCheckPasswordEmpty()
    algo = known.current_algo
    a, m1 = srp.answer(password.encode(), algo.salt1, algo.salt2, known.srp_B, actor.world.random.randbytes(256))
    return types.InputCheckPasswordSRP(srp_id=known.srp_id, A=a, M1=m1)


async def new_settings(actor: Actor, password: str, **fields: Any) -> Any:
    """account.passwordInputSettings with a new password, "" for none."""
    algo = (await actor(functions.account.GetPassword())).new_algo
    if not password:
        return types.account.PasswordInputSettings(
            new_algo=types.PasswordKdfAlgoUnknown(), new_password_hash=b"", hint="", **fields
        )
    salt1 = algo.salt1 + actor.world.random.randbytes(32)
    made = types.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow(
        salt1=salt1, salt2=algo.salt2, g=dh.G, p=dh.to_bytes(dh.PRIME)
    )
    verifier = srp.make_verifier(password.encode(), salt1, algo.salt2)
    return types.account.PasswordInputSettings(new_algo=made, new_password_hash=verifier, hint="a hint", **fields)


async def set_password(actor: Actor, password: str, *, old: str = "", **fields: Any) -> None:
    """Turn two-step verification on, change the password, or turn it off ("")."""
    proof = await prove(actor, old)
    wish = await new_settings(actor, password, **fields)
    assert await actor(functions.account.UpdatePasswordSettings(password=proof, new_settings=wish))

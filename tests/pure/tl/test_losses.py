"""Nothing is lost between layers unseen, and the gate that says so can turn red."""

from __future__ import annotations

import pytest

from angarium.tl import losses
from angarium.tl.adapters import CONVERTED, FALLBACKS, LOWERED, RAISED, RESULTS


def test_nothing_is_lost_unseen() -> None:
    assert losses.find_unseen(losses.read_accepted()) == []


def test_every_accepted_loss_has_a_reason() -> None:
    assert all(len(reason) > 10 for reason in losses.read_accepted().values())


@pytest.mark.parametrize(
    ("table", "key", "line"),
    [
        (RAISED, "messages.sendMessage", "up messages.sendMessage reply_to_msg_id"),
        (RAISED, "keyboardButtonUrl", "up keyboardButtonUrl *"),
        (LOWERED, "draftMessage", "down draftMessage reply_to_msg_id"),
        (CONVERTED, ("TextWithEntities", "string"), "down poll question"),
        (CONVERTED, ("string", "TextWithEntities"), "up dialogFilter title"),
        (FALLBACKS, "MessageMedia", "down messageMediaToDo *"),
        (RESULTS, "messages.createChat", "down messages.createChat *"),
    ],
)
def test_a_missing_adapter_turns_the_gate_red(
    monkeypatch: pytest.MonkeyPatch, table: dict[object, object], key: object, line: str
) -> None:
    monkeypatch.delitem(table, key)
    assert any(found.startswith(line) for found in losses.find_unseen(losses.read_accepted(), (150,)))


def test_an_unreviewed_and_a_stale_entry_turn_the_gate_red() -> None:
    accepted = losses.read_accepted()
    accepted.pop(("down", "dialog", "unread_reactions_count"))
    accepted["up", "message", "nothing"] = "stale"
    lines = losses.find_unseen(accepted)
    assert any(line.startswith("down dialog unread_reactions_count") for line in lines)
    assert "accepted, but nothing is lost: up message nothing" in lines
    assert len(lines) == 2

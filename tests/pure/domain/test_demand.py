"""What many ask for, in bounded memory."""

from __future__ import annotations

from angarium.domain.cdn import demand
from angarium.domain.cdn.demand import FILES, HOUR, SENT, Demand


def test_different_people_within_an_hour_make_a_file_popular() -> None:
    asked = Demand(3)
    assert not any(asked.note("a", 1, now) for now in range(5))  # one who asks often is one
    assert not asked.note("a", 2, 10) and asked.note("a", 3, 20) and asked.note("a", 4, 30)
    assert not asked.note("b", 5, 30)
    assert not asked.note("a", 5, 20 + HOUR)  # with the fourth they are two
    assert asked.note("a", 6, 21 + HOUR)


def test_a_single_asker_is_enough_when_one_is_asked_for() -> None:
    assert Demand(1).note("a", 1, 0)


def test_files_asked_for_least_lately_are_forgotten() -> None:
    asked = Demand(2)
    asked.note("old", 1, 0)
    for number in range(FILES):
        asked.note(str(number), 1, 1)
    assert not asked.note("old", 2, 2)
    assert asked.note(str(FILES - 1), 2, 2)


def test_somebody_is_sent_once_a_minute(monkeypatch) -> None:
    asked = Demand(1)
    assert asked.send("a", 1, 0) and not asked.send("a", 1, SENT - 1)
    assert asked.send("a", 2, 1) and asked.send("b", 1, 1)
    assert asked.send("a", 1, SENT)
    monkeypatch.setattr(demand, "REMEMBERED", 2)
    assert asked.send("c", 1, SENT) and asked.send("d", 1, SENT)
    assert asked.send("a", 1, SENT)  # forgotten, which costs one more look elsewhere

"""How other messengers write chats down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from angarium.domain.imports import exports
from angarium.domain.imports.exports import Outline, Said
from angarium.domain.imports.formats import find_attachment
from angarium.model.errors import Refusal

TODAY = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp()) // 86400


def at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[misc,arg-type]


def read(text: str) -> list[Said]:
    return exports.read_all(text, TODAY)


ANDROID = """1/24/21, 9:41 PM - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
1/24/21, 9:41 PM - John: Hello: are you there?
Second line
12:30 - not a new one
1/25/21, 12:05\u202fAM - Mary Ann: IMG-20210125-WA0000.jpg (file attached)
Look!
2/1/21, 12:00 PM - ~\u202fJohn: <Media omitted>
"""
IOS = """\ufeff[24.01.21, 21:41:05] John: \u200eMessages and calls are end-to-end encrypted.
[24.01.21, 21:41:06] John: Hallo\r
\u200e[25.01.21, 00:05:00] Mary Ann: Schau \u200e<Anhang: 00000012-PHOTO-2021-01-25-00-05-00.jpg>
[25.01.21, 00:06:00] John: \u200eBild weggelassen
[25.01.21, 00:07:00] \u202a+49 151 234\u202c: Ja
"""
LINE = """[LINE] Chat history with John
Saved on: 2021/01/25 21:41

2021/01/24(Sun)
21:41\tJohn\tHello
21:42\tMary\t"One
two ""quoted\""
21:43\t\tJohn unsent a message.

2021/01/25(Mon)
09:00\tMary\t[Photo]
"""
KAKAO_PHONE = """홍길동 님과 카카오톡 대화
저장한 날짜 : 2021년 1월 25일 오후 9:41

2021년 1월 24일 오후 9:41
2021년 1월 24일 오후 9:41, 홍길동 : 안녕
하세요
2021년 1월 25일 오전 12:05, 회원님 : 사진
2021년 1월 25일 오전 12:06, 홍길동님이 나갔습니다.
"""
KAKAO_COMPUTER = """홍길동 님과 카카오톡 대화
저장한 날짜 : 2021-01-25 21:41:00

--------------- 2021년 1월 24일 일요일 ---------------
[홍길동] [오후 9:41] 안녕
하세요
--------------- 2021년 1월 25일 월요일 ---------------
[Mary] [오전 12:05] [사진]
"""
KAKAO_ENGLISH = """KakaoTalk Chats with John
Date Saved : Jan 25, 2021 at 21:41

January 24, 2021 at 9:41 PM
January 24, 2021 at 9:41 PM, John : Hello : you
January 25, 2021 at 12:05 AM, Mary : b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184.jpg
"""


def test_whatsapp_of_android() -> None:
    assert read(ANDROID) == [
        Said(at(2021, 1, 24, 21, 41), "John", "Hello: are you there?\nSecond line\n12:30 - not a new one"),
        Said(at(2021, 1, 25, 0, 5), "Mary Ann", "IMG-20210125-WA0000.jpg (file attached)\nLook!"),
        Said(at(2021, 2, 1, 12, 0), "John", "<Media omitted>"),
    ]
    assert exports.outline(ANDROID) == Outline("WhatsApp", pm=True)


def test_whatsapp_of_ios() -> None:
    assert read(IOS) == [
        Said(at(2021, 1, 24, 21, 41, 6), "John", "Hallo"),
        Said(at(2021, 1, 25, 0, 5), "Mary Ann", "Schau \u200e<Anhang: 00000012-PHOTO-2021-01-25-00-05-00.jpg>"),
        Said(at(2021, 1, 25, 0, 6), "John", "Bild weggelassen"),
        Said(at(2021, 1, 25, 0, 7), "+49 151 234", "Ja"),
    ]
    assert exports.outline(IOS) == Outline("WhatsApp", group=True, title="John")  # three people
    assert exports.outline("\n".join(IOS.split("\n")[:3])) == Outline("WhatsApp", pm=True, title="John")


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("24/01/2021, 21:41", "01/02/2021, 08:00", at(2021, 1, 24, 21, 41)),
        ("1/24/21, 21:41", "2/1/21, 08:00", at(2021, 1, 24, 21, 41)),
        ("05/01/21 21:41", "07/01/21 08:00", at(2021, 1, 5, 21, 41)),  # both could be: day first, where there is no AM
        ("1/5/21, 9:41 PM", "1/7/21, 8:00 AM", at(2021, 1, 5, 21, 41)),  # and month first where there is
        ("03/02/21, 21:41", "01/03/21, 08:00", at(2021, 2, 3, 21, 41)),  # one order would go back in time
        ("2021-01-24 21:41", "2021-02-01 08:00", at(2021, 1, 24, 21, 41)),
        ("2021/1/24 下午9:41", "2021/2/1 上午8:00", at(2021, 1, 24, 21, 41)),
        ("24.01.21, 21.41", "01.02.21, 08.00", at(2021, 1, 24, 21, 41)),
        ("24-01-2021 9:41 p. m.", "01-02-2021 8:00 a. m.", at(2021, 1, 24, 21, 41)),
        ("24/1/2564 21:41", "1/2/2564 08:00", at(2021, 1, 24, 21, 41)),
    ],
)
def test_dates_of_whatsapp(first: str, second: str, found: int) -> None:
    said = read(f"{first} - John: One\n{second} - Mary: Two")
    assert [one.text for one in said] == ["One", "Two"] and said[0].date == found
    bracketed = first.replace(".41", ".41.00") if first.count(".") == 3 else first
    assert read(f"[{bracketed}] John: One\n[{second}] Mary: Two")[0].date == found


def test_groups_of_whatsapp() -> None:
    head = '24/01/2021, 21:41 - John created group "Trip: 2021"\n24/01/2021, 21:42 - John: Hello'
    assert exports.outline(head) == Outline("WhatsApp", group=True, title="Trip: 2021")
    assert [one.text for one in read(head)] == ["Hello"]
    apple = "[24.01.21, 21:41:05] Trip: \u200eMessages are end-to-end encrypted.\n[24.01.21, 21:41:05] Trip: \u200eJohn created this group"
    assert exports.outline(apple) == Outline("WhatsApp", title="Trip")
    assert read(f"{apple}\n[24.01.21, 21:42:05] John: Hello") == [Said(at(2021, 1, 24, 21, 42, 5), "John", "Hello")]


def test_line() -> None:
    assert read(LINE) == [
        Said(at(2021, 1, 24, 21, 41), "John", "Hello"),
        Said(at(2021, 1, 24, 21, 42), "Mary", 'One\ntwo "quoted"'),
        Said(at(2021, 1, 25, 9, 0), "Mary", "[Photo]"),
    ]
    assert exports.outline(LINE) == Outline("LINE", pm=True, title="John")
    english = "[LINE] Chat history in Trip\nSaved on: 1/25/2021, 21:41\n\nSun, 01/24/2021\n09:41PM\tJohn\tHello"
    assert read(english) == [Said(at(2021, 1, 24, 21, 41), "John", "Hello")]
    japanese = "[LINE] Johnとのトーク履歴\n保存日時：2021/01/25 21:41\n\n2021/01/24(日)\n午後09:41\tJohn\tこんにちは"
    assert read(japanese) == [Said(at(2021, 1, 24, 21, 41), "John", "こんにちは")]
    assert exports.outline(japanese).title == "John"


def test_kakaotalk() -> None:
    first, second = at(2021, 1, 24, 21, 41), at(2021, 1, 25, 0, 5)
    assert read(KAKAO_PHONE) == [Said(first, "홍길동", "안녕\n하세요"), Said(second, "회원님", "사진")]
    assert read(KAKAO_COMPUTER) == [Said(first, "홍길동", "안녕\n하세요"), Said(second, "Mary", "[사진]")]
    said = read(KAKAO_ENGLISH)
    assert said[0] == Said(first, "John", "Hello : you") and find_attachment(said[1].text) is not None
    apple = KAKAO_PHONE.replace("2021년 1월 24일", "2021. 1. 24.").replace("2021년 1월 25일", "2021. 1. 25.")
    assert read(apple) == read(KAKAO_PHONE)
    for export in (KAKAO_PHONE, KAKAO_COMPUTER, apple):
        assert exports.outline(export) == Outline("KakaoTalk", pm=True, title="홍길동")
    assert exports.outline(KAKAO_ENGLISH) == Outline("KakaoTalk", pm=True, title="John")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IMG-20210125-WA0000.jpg (file attached)", ("IMG-20210125-WA0000.jpg", "")),
        ("Plan für Mai.pdf (Datei angehängt)\nBitte", ("Plan für Mai.pdf", "Bitte")),
        ("<attached: 0001-AUDIO.opus>", ("0001-AUDIO.opus", "")),
        ("See \u200e<pièce jointe : 0001.pdf>", ("0001.pdf", "See")),
        ("I mean <this: that>", None),
        ("Read it.html (soon)\nplease", ("Read it.html", "please")),  # a file of this name must have come along
        ("../../etc/passwd.x (file attached)", None),
        ("Hello", None),
    ],
)
def test_attachments(text: str, found: tuple[str, str] | None) -> None:
    assert find_attachment(text) == found


def test_what_is_no_export() -> None:
    for text in (
        "",
        "Hello\nthere",
        "12:30 - John: Hello",
        "[LINE] Chat history with John\n",
        "KakaoTalk Chats with John\n",
    ):
        with pytest.raises(Refusal, match="IMPORT_FORMAT_UNRECOGNIZED"):
            exports.outline(text)
        with pytest.raises(Refusal, match="IMPORT_FORMAT_UNRECOGNIZED"):
            read(text)
    for text in ("45/45/21, 21:41 - John: Hello", "01/01/2099, 21:41 - John: Hello", "01/01/1970, 21:41 - John: Hello"):
        with pytest.raises(Refusal, match="IMPORT_FORMAT_DATE_INVALID"):
            read(text)


FRAGMENTS = some.sampled_from([
    "[LINE] x", "카카오톡", "1/2/21, 3:04 PM - ", "[01.02.21, 03:04:05] ", "A: ", "\t", "\n", '"', "12:34", "2021/01/02(Sat)",
    "2021년 1월 2일", "오후 9:41", ", B : ", "-----", "<", ">", " (x)", "\u200e",
])  # fmt: skip


@given(some.lists(some.one_of(FRAGMENTS, some.text(max_size=5)), max_size=40).map("".join))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        for said in read(text):
            find_attachment(said.text)
            assert said.author and said.text and said.date > 0
    except Refusal:
        pass


@pytest.mark.parametrize("begin", ["카카오톡 대화 ", "KakaoTalk Chats "])
def test_no_line_is_searched_for_a_title_for_long(begin: str) -> None:
    said = "2024년 1월 2일 오후 3:04, Bob : hi"
    assert exports.outline(f"{begin}{'a' * 1_000_000}\n{said}") == Outline("KakaoTalk")

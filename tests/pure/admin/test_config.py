"""The settings file: what is in it is understood wholly or refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angarium.admin import config
from angarium.model.config import Config

GOOD = """
name = "Courier"
listen = ["0.0.0.0:443", "[::1]:5222"]
[registration]
mode = "invite"
[codes]
senders = ["smtp", "console"]
[smtp]
host = "mail.example.org"
sender = "chat@example.org"
"""


def test_a_good_file_is_read(tmp_path: Path):
    (tmp_path / config.FILE).write_text(GOOD)
    got = config.load({"ANGARIUM_DATA": str(tmp_path)})
    assert (got.name, got.registration.mode, got.codes.senders) == ("Courier", "invite", ("smtp", "console"))
    assert got.data == str(tmp_path)
    assert got.limits.message_length == 4096


def test_without_a_file_the_defaults_stand(tmp_path: Path):
    got = config.load({"ANGARIUM_DATA": str(tmp_path / "new")})
    assert got == config.load({"ANGARIUM_DATA": str(tmp_path / "new"), "ANGARIUM_LISTEN": "127.0.0.1:8480"})
    assert got.listen == ("127.0.0.1:8480",)


def test_the_environment_stands_above_the_file(tmp_path: Path):
    (tmp_path / config.FILE).write_text(GOOD)
    got = config.load({"ANGARIUM_DATA": str(tmp_path), "ANGARIUM_LISTEN": "127.0.0.1:1, [::]:2"})
    assert got.listen == ("127.0.0.1:1", "[::]:2")
    with pytest.raises(config.BadConfig, match="ANGARIUM_LISTEN"):
        config.load({"ANGARIUM_DATA": str(tmp_path), "ANGARIUM_LISTEN": "here"})


def test_the_terms_may_stand_in_a_file(tmp_path: Path):
    (tmp_path / config.FILE).write_text("[terms]\nfile = 'terms.md'\nmin_age = 16")
    with pytest.raises(config.BadConfig, match="is not there, or empty"):
        config.load({"ANGARIUM_DATA": str(tmp_path)})
    (tmp_path / "terms.md").write_text("Be **kind**.")
    got = config.load({"ANGARIUM_DATA": str(tmp_path)}).terms
    assert (got.text, got.min_age, got.popup) == ("Be **kind**.", 16, False)
    (tmp_path / "terms.md").write_text("x" * (config.TERMS_MAX + 1))
    with pytest.raises(config.BadConfig, match="is longer than"):
        config.load({"ANGARIUM_DATA": str(tmp_path)})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[terms]\ntext = 'a'\nfile = 'b'", "exclude each other"),
        ("[terms]\npopup = true", "need `terms.text` or `terms.file`"),
        ("nmae = 'x'", "there is no setting `nmae`; did you mean `name`?"),
        ("[limits]\nmesage_length = 1", "did you mean `limits.message_length`?"),
        ("name = 'a'\nname = 'b'", "line 2: `name = 'b'` is set twice"),
        ("[codes]\n[codes]", "is set twice"),
        ("name = ", "line 1: `name =` is not valid TOML: invalid value"),
        ("name = ''", "`name`: expected `str` of length >= 1"),
        ("listen = '127.0.0.1:1'", "`listen`: expected `array`, got `str`"),
        ("listen = []", "`listen`"),
        ("listen = ['nowhere']", "write `host:port`"),
        ("listen = ['::1:80']", "in brackets"),
        ("listen = ['h:70000']", "write `host:port`"),
        ("listen = ['h:1', 'h:1']", "twice"),
        ("[limits]\nmessage_length = 0", "`limits.message_length`: expected `int` >= 1"),
        ("[limits]\nmessage_length = nan", "`limits.message_length`"),
        ("[limits]\nmessage_length = 99999999999999999999", "`limits.message_length`"),
        ("[limits]\nmessage_length = true", "`limits.message_length`"),
        ("[limits]\nfile_size = 4000000000\npremium_file_size = 1", "smaller than `limits.file_size`"),
        ("[codes]\nsenders = ['pigeon']", "`codes.senders[0]`: invalid enum value 'pigeon'"),
        ("[codes]\nsenders = ['smtp']", "`smtp.host`"),
        ("[codes]\nsenders = ['http_sms']", "`codes.http_sms.url`"),
        ("[tls]\nkey = 'k.pem'", "belong together"),
        ("codes = 1", "`codes`"),
        ("[cdn]\naddress = 'example.org:1'", "`cdn.address` is not `ip:port`"),
        ("[cdn]\naddress = '10.0.0.1'", "`cdn.address` is not `ip:port`"),
        ("[cdn]\naddress = '10.0.0.1:1'\nsecret = 'abc'", "`cdn.secret` is not what"),
        ("[cdn]\naddress = '10.0.0.1:1'\nkey = 'abc'", "`cdn.key` is not the public key"),
        ("[cdn]\naddress = '10.0.0.1:1'\npush = '10.0.0.2'", "`cdn.push` is no web address"),
        ("[cdn]\ndc_id = 2", "`cdn.dc_id`: expected `int` >= 6"),
    ],
)
def test_a_bad_file_is_refused_in_plain_words(text: str, words: str):
    with pytest.raises(config.BadConfig) as refused:
        config.parse(text)
    assert words in str(refused.value)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str):
    try:
        assert isinstance(config.parse(text), Config)
    except config.BadConfig as refused:
        assert str(refused)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    (tmp_path / config.FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(config.BadConfig, match="UTF-8"):
        config.load({"ANGARIUM_DATA": str(tmp_path)})

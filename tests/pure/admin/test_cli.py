"""The commands, as an operator types them: what they print and how they end."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from angarium.admin import certificates, cli, database, doctor, keys, snippets
from angarium.admin.config import parse
from angarium.admin.folder import Folder
from angarium.crypto import rsa
from angarium.domain.cdn import proofs
from angarium.model.config import Cdn, Config
from angarium.model.ids import UserId
from angarium.model.users import Profile, User
from angarium.store import accounts, dues, operator, stars
from angarium.store.sqlite import connect


def angarium(*words: str) -> int:
    return cli.run(lambda config, path, ready: ready(list(config.listen)), words)


def test_key_shows_all_that_a_client_needs(folder: Folder, capsys: pytest.CaptureFixture[str]):
    assert angarium("key", "--pem") == 0
    pem = capsys.readouterr().out
    assert pem.startswith("-----BEGIN RSA PUBLIC KEY-----\n")
    public = rsa.PublicKey.from_pem(pem.encode())
    assert angarium("key") == 0
    told = capsys.readouterr().out
    assert pem.strip() in told
    assert str(public.fingerprint) in told
    for word in ("127.0.0.1:8480", "Telethon", "kurigram", "mtcute", "gramjs", "dcOption"):
        assert word in told
    assert folder.key.stat().st_mode & 0o077 == 0


def test_what_key_prints_are_whole_programs(tmp_path: Path):
    key = rsa.PrivateKey.generate()
    programs = dict(
        snippets.render("10.1.2.3", 443, 2, key.public_pem_pkcs1().decode().strip(), key.public.n, key.fingerprint)
    )
    assert len(programs) == 4
    for title, program in programs.items():
        if "Python" in title:
            compile(program, title, "exec")
        else:
            (tmp_path / "program.mjs").write_text(program)
            subprocess.run(["node", "--check", str(tmp_path / "program.mjs")], check=True)


@pytest.mark.parametrize(
    ("listen", "public", "address"),
    [
        ("0.0.0.0:443", "", ("127.0.0.1", 443)),
        ("10.1.2.3:443", "", ("10.1.2.3", 443)),
        ("0.0.0.0:443", "chat.example.org", ("chat.example.org", 443)),
        ("0.0.0.0:443", "chat.example.org:5222", ("chat.example.org", 5222)),
        ("0.0.0.0:443", "2001:db8::1", ("2001:db8::1", 443)),
        ("0.0.0.0:443", "[2001:db8::1]:5222", ("2001:db8::1", 5222)),
    ],
)
def test_the_address_for_clients(listen: str, public: str, address: tuple[str, int]):
    assert keys.find_address(Config(listen=(listen,), public_address=public)) == address


def test_a_damaged_key_is_never_replaced(folder: Folder, capsys: pytest.CaptureFixture[str]):
    folder.make()
    folder.key.write_text("damaged")
    assert angarium("key") == 3
    assert "is not the key that Angarium wrote" in capsys.readouterr().err
    assert folder.key.read_text() == "damaged"


def test_serve_says_where_it_is(folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("ANGARIUM_LISTEN", f"127.0.0.1:{port}")
    assert angarium("serve") == 0
    assert f"http://localhost:{port}/" in capsys.readouterr().out
    with folder.hold():
        assert angarium("serve") == 1
    assert "another Angarium is running" in capsys.readouterr().err


def test_cdn_prints_what_the_other_server_needs(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def serve(config: Config, path: Path, ready: Callable[[Sequence[str]], None]) -> None:
        (path / "secret.key").write_bytes(bytes(range(32)))
        ready(list(config.listen))

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("ANGARIUM_LISTEN", f"127.0.0.1:{port}")
    folder.make()
    folder.config.write_text('public_address = "203.0.113.7:443"\n[cdn]\ndc_id = 204')
    assert cli.run(lambda *_: None, ["cdn"], serve_outpost=serve) == 0
    printed = capsys.readouterr().out
    told = parse(printed[printed.index("[cdn]") : printed.index("Ctrl-C")]).cdn
    assert (told.address, told.dc_id, told.secret) == ("203.0.113.7:443", 204, bytes(range(32)).hex())
    assert rsa.PublicKey.from_pem(told.key.encode()) == keys.open_key(folder).public


def test_cdn_keeps_out_of_the_folder_of_a_whole_server(started: Folder, capsys: pytest.CaptureFixture[str]):
    assert angarium("cdn") == 1
    assert "is the data folder of a whole server" in capsys.readouterr().err


def test_serve_names_the_address_that_is_taken(folder: Folder, capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as other:
        folder.make()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        folder.config.write_text(f'listen = ["{address}"]')
        assert angarium("serve") == 1
    assert f"another program listens on {address}" in capsys.readouterr().err


def test_code_prints_the_newest_code_that_waits(started: Folder, capsys: pytest.CaptureFixture[str]):
    async def put(db, purpose: str, code: str, created: int, expires_at: int) -> None:
        await db.run(
            "INSERT INTO code (phone, purpose, hash, code, channel, key_id, created, expires_at, attempts, sends)"
            " VALUES ('491511234567', ?, 'h', ?, 'console', 1, ?, ?, 0, 1)",
            purpose, code, created, expires_at,
        )  # fmt: skip

    now = int(time.time())
    assert angarium("code", "+49 151 1234567") == 1
    assert "no code waits for +491511234567" in capsys.readouterr().err
    database.order(started.database, lambda db: put(db, "old", "11111", now - 900, now - 600))
    database.order(started.database, lambda db: put(db, "login", "22222", now - 20, now + 280))
    database.order(started.database, lambda db: put(db, "change", "33333", now - 10, now + 290))
    assert angarium("code", "+49 (151) 1234567") == 0
    assert capsys.readouterr().out == "33333\n"


def test_invites_are_made_listed_and_taken_back(started: Folder, capsys: pytest.CaptureFixture[str]):
    assert angarium("invite", "--count", "3", "--uses", "2", "--note", "for friends") == 0
    codes = capsys.readouterr().out.split()
    assert len(set(codes)) == 3
    assert angarium("invite", "list") == 0
    told = capsys.readouterr().out
    assert all(code in told for code in codes)
    assert "for friends" in told
    assert angarium("invite", "revoke", codes[0].lower()) == 0
    assert angarium("invite", "revoke", codes[0]) == 1
    left = database.ask(started.database, operator.find_invites)
    assert {invite.code for invite in left} == set(codes[1:])
    assert {invite.uses_left for invite in left} == {2}


def test_applicants_are_approved_and_declined(started: Folder, capsys: pytest.CaptureFixture[str]):
    async def apply(db) -> None:
        await db.run(
            "INSERT INTO applicant (phone, first_name, last_name, created, state) VALUES ('4915199', 'Ann', 'O', 1, 'waiting')"
        )

    database.order(started.database, apply)
    assert angarium("user", "applicants") == 0
    assert "Ann O" in capsys.readouterr().out
    assert angarium("user", "approve", "+49 151 99") == 0
    assert angarium("user", "decline", "+49 151 88") == 0
    approved = database.ask(started.database, lambda db: operator.find_applicants(db, operator.APPROVED))
    assert [(one.phone, one.first_name) for one in approved] == [("4915199", "Ann")]


def test_users_are_listed_and_found(started: Folder, capsys: pytest.CaptureFixture[str]):
    async def add(db) -> None:
        profile = Profile(first_name="Ann", last_name="Other", usernames=("ann",))
        await accounts.add(db, User(id=UserId(4711), phone="4915199", profile=profile, created=1))
        await db.run("INSERT INTO username (name, peer, position, active, shown) VALUES ('ann', 4711, 0, TRUE, 'ann')")

    database.order(started.database, add)
    assert angarium("user", "list") == 0
    told = capsys.readouterr().out
    assert "Ann Other" in told
    assert "+4915199" in told
    for name in ("4711", "+49 151 99", "@Ann"):
        assert angarium("user", "show", name) == 0
        assert "Ann Other" in capsys.readouterr().out
    assert angarium("user", "show", "@nobody") == 1


def test_orders_wait_for_the_server(
    started: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    async def add(db) -> None:
        for user_id in (4711, 777000):
            user = User(id=UserId(user_id), phone=str(user_id), profile=Profile(first_name="Ann"), created=1)
            await accounts.add(db, user)

    database.order(started.database, add)
    assert angarium("user", "sign-out", "4711") == 0
    monkeypatch.setattr("rich.prompt.Confirm.ask", lambda question: False)
    assert angarium("user", "delete", "4711") == 1
    with started.hold():
        assert angarium("user", "delete", "4711", "--yes") == 0
    assert "4711, Ann, is deleted\n" in capsys.readouterr().out
    assert angarium("user", "delete", "777000", "--yes") == 1
    due = database.ask(started.database, lambda db: dues.find_ripe(db, 1 << 40, 9))
    assert {(one.box, one.kind) for one in due} == {(4711, operator.DELETES), (4711, operator.SIGNS_OUT)}


@pytest.mark.parametrize(
    ("words", "code"), [(["nonsense"], 2), (["key", "--nonsense"], 2), (["code"], 2), (["version"], 0)]
)
def test_wrong_use_ends_with_two(folder: Folder, words: list[str], code: int):
    assert angarium(*words) == code


def test_bad_settings_end_with_three(started: Folder, capsys: pytest.CaptureFixture[str]):
    started.config.write_text("nmae = 1")
    assert angarium("key") == 3
    assert "did you mean `name`?" in capsys.readouterr().err


def test_a_bad_database_ends_with_four(started: Folder, capsys: pytest.CaptureFixture[str]):
    started.database.write_bytes(b"no database at all" * 500)
    assert angarium("user", "list") == 4
    started.database.unlink()
    assert angarium("user", "list") == 4
    assert "`angarium serve` makes it" in capsys.readouterr().err


def test_a_newer_database_is_left_alone(started: Folder, capsys: pytest.CaptureFixture[str]):
    with connect(started.database) as db:
        db.execute("PRAGMA user_version = 9999")
    assert angarium("invite") == 4
    assert "9999" in capsys.readouterr().err


def test_a_certificate_convinces_a_client_that_trusts_the_authority(folder: Folder, capsys: pytest.CaptureFixture[str]):
    assert angarium("cert", "chat.example.org", "10.1.2.3") == 0
    assert "trust the authority" in capsys.readouterr().out
    pair = folder.certificate(Config())
    assert pair is not None
    assert certificates.find_faults(*pair, datetime.now(UTC)) == []
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_side.load_cert_chain(*pair)
    client_side = ssl.create_default_context(cafile=str(folder.tls / "ca.pem"))
    for name, good in (("chat.example.org", True), ("10.1.2.3", True), ("other.example.org", False)):
        assert _shake_hands(server_side, client_side, name) is good
    assert angarium("cert", "new.example.org") == 0
    assert "trust the authority" not in capsys.readouterr().out
    assert certificates.find_faults(*pair, datetime(2050, 1, 1, tzinfo=UTC))[0].endswith(f"{_end(pair[0])}")
    assert "belong" in certificates.find_faults(pair[0], folder.tls / "ca.key", datetime.now(UTC))[0]


def _end(chain: Path) -> str:
    return certificates.x509.load_pem_x509_certificate(chain.read_bytes()).not_valid_after_utc.strftime("%Y-%m-%d")


def _shake_hands(server_side: ssl.SSLContext, client_side: ssl.SSLContext, name: str) -> bool:
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_side.wrap_bio(to_client, to_server, server_hostname=name)
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    try:
        for side in (client, server) * 4:
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    except ssl.SSLCertVerificationError:
        return False
    return True


def find(folder: Folder, words: str, config: Config | None = None) -> str:
    """The state of the doctor's finding that holds these words."""
    findings = list(doctor.examine(config or Config(listen=("127.0.0.1:0",)), folder))
    return next((finding.state for finding in findings if words in finding.what), str(findings))


def test_the_doctor_finds_nothing_where_nothing_is_wrong(started: Folder, capsys: pytest.CaptureFixture[str]):
    started.config.write_text('listen = ["127.0.0.1:0"]')
    assert angarium("doctor") == 0
    assert "Nothing is wrong." in capsys.readouterr().out


def test_the_doctor_sees_what_is_wrong(
    started: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    started.key.chmod(0o644)
    assert find(started, "can read") == "fault"
    started.key.unlink()
    assert find(started, "is missing") == "fault"
    started.path.chmod(0o755)
    assert find(started, "look into") == "warning"
    public = Config(listen=("0.0.0.0:0",), codes=Config().codes.__class__(test_numbers=True))
    assert find(started, "test numbers are on", public) == "warning"
    assert find(started, "no certificate", public) == "warning"
    with connect(started.database) as db:
        db.execute("PRAGMA user_version = 9999")
    assert find(started, "newer Angarium") == "fault"
    started.database.write_bytes(b"x" * 8192)
    assert find(started, "cannot be read") == "fault"
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda place: type("Usage", (), {"free": 1000}))
    assert find(started, "nothing more can be stored") == "fault"
    monkeypatch.setattr(doctor.time, "time", lambda: 1e9)
    assert find(started, "too early") == "fault"
    started.config.write_text('listen = ["127.0.0.1:0"]')
    assert angarium("doctor") == 1
    assert "→" in capsys.readouterr().out


def test_the_doctor_sees_a_port_in_use(started: Folder):
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        assert find(started, "another program listens", Config(listen=(address,))) == "fault"
        with started.hold():
            assert find(started, "running and answers", Config(listen=(address,))) == "ok"
    with started.hold():
        assert find(started, "does not answer", Config(listen=(address,))) == "fault"


def test_backup_and_restore_by_hand(started: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert angarium("backup", str(tmp_path / "b.tar")) == 0
    assert angarium("backup", str(tmp_path / "b.tar")) == 1
    assert angarium("restore", str(tmp_path / "b.tar")) == 1
    assert angarium("restore", str(tmp_path / "b.tar"), "--replace") == 0
    assert "each compared with the manifest" in capsys.readouterr().out
    assert angarium("restore", str(tmp_path / "none.tar"), "--replace") == 1


def test_stars_are_granted_and_shown(started: Folder, capsys: pytest.CaptureFixture[str]):
    async def add(db) -> None:
        profile = Profile(first_name="Ann", last_name="Other")
        await accounts.add(db, User(id=UserId(4711), phone="4915199", profile=profile, created=1))

    database.order(started.database, add)
    assert angarium("stars", "show", "4711") == 0
    assert "has not opened the purse yet" in capsys.readouterr().out
    assert angarium("stars", "grant", "+49 151 99", "500") == 0
    assert capsys.readouterr().out == "4711, Ann Other, has 3000 stars now\n"
    assert angarium("stars", "grant", "4711", "20") == 0
    assert angarium("stars", "show", "4711") == 0
    told = capsys.readouterr().out
    for word in ("4711, Ann Other: 3020 stars", "+2500", "+500", "+20", "Welcome"):
        assert word in told
    assert angarium("stars", "grant", "4711", "0") == 1
    assert angarium("stars", "grant", "@nobody", "5") == 1
    due = database.ask(started.database, lambda db: dues.find_ripe(db, 1 << 40, 9))
    assert [(one.box, one.kind) for one in due] == [(4711, stars.TOLD)]


@pytest.mark.parametrize(
    ("status", "words", "state"),
    [(204, "takes files from here", "ok"), (403, "does not take files from here", "fault")],
)
def test_the_doctor_greets_the_machine_near_the_readers(started: Folder, status: int, words: str, state: str):
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            proof = proofs.read_push(b"x" * 32, self.path, self.headers[proofs.PROOF], int(time.time()))
            self.send_response(status if proof is not None else 500)
            self.end_headers()

        def log_message(self, *said: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Other) as other:
        address = f"127.0.0.1:{other.server_port}"
        cdn = Cdn(address="203.0.113.7:443", push=f"http://{address}", secret=b"x".hex() * 32)
        near = Config(listen=("127.0.0.1:0",), cdn=cdn)
        threading.Thread(target=other.handle_request, daemon=True).start()
        assert find(started, words, near) == state
    assert find(started, f"does not answer at {address}", near) == "warning"

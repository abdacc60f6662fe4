"""Docs that can be checked are generated or tested: pages, links, commands, settings, programs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from angarium.admin import cli, config
from angarium.rpc.router import METHODS, load_methods
from tools.docs import errors
from tools.docs.coverage import is_constant
from tools.docs.pages import PAGES

ROOT = Path(__file__).parents[2]
TEXTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
# What a page may ask a reader to run, beside our own commands.
TOOLS = {"git", "cd", "cp", "mkdir", "sudo", "systemctl", "apt-get", "pip", "npm", "chmod", "curl", "export", "docker"}


def blocks(kind: str):
    return [
        pytest.param(body, id=f"{path.relative_to(ROOT)}:{number}")
        for path in TEXTS
        for number, (name, body) in enumerate(BLOCK.findall(path.read_text("utf-8")))
        if name == kind
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_up_to_date(page: str):
    assert (ROOT / page).read_text("utf-8") == PAGES[page](ROOT), "run `make docs`"


def test_every_error_is_documented_and_every_documented_error_is_said():
    assert not (faults := errors.find_faults(ROOT)), "\n" + "\n".join(faults)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path):
    dead = [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()]
    assert not dead


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_that_are_named_exist(path: Path):
    named = re.findall(r"`([a-z]+/[\w/]+\.py)`", path.read_text("utf-8"))
    lost = [name for name in named if not (ROOT / name).exists() and not (ROOT / "src/angarium" / name).exists()]
    assert not lost


@pytest.mark.parametrize("body", blocks("sh"))
def test_commands_exist(body: str):
    app = cli.build(lambda settings, folder, ready: None)
    for line in body.replace("\\\n", " ").splitlines():
        words = shlex.split(line.partition(">")[0], comments=True)
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
            words.pop(0)
        if not words:
            continue
        name = words[0].rpartition("/")[2]
        if name == "make":
            assert set(words[1:]) <= TARGETS, line
        elif name == "angarium":
            app.parse_args(words[1:], exit_on_error=False, print_error=False)
        elif "/" in words[0]:
            assert (ROOT / words[0]).exists() or words[0].startswith(".venv/"), line
        else:
            assert name in TOOLS, line


@pytest.mark.parametrize("body", blocks("toml"))
def test_settings_are_good_settings(body: str):
    config.parse(body)


@pytest.mark.parametrize("body", blocks("python"))
def test_programs_are_programs(body: str):
    compile(body, "docs", "exec", flags=0x2000)  # PyCF_ALLOW_TOP_LEVEL_AWAIT


async def tell_the_time(call, req):
    return call.tx.now


def test_a_constant_answer_is_not_counted_as_done():
    load_methods()
    assert is_constant(METHODS["aicompose.getTones"].handle)
    assert is_constant(tell_the_time), "it tells the time, and nothing else"
    assert not is_constant(METHODS["messages.sendMessage"].handle)
    assert not is_constant(METHODS["langpack.getLanguages"].handle), "it looks at the request"

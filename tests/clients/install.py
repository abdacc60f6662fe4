"""Puts each client library into a folder of its own, as its users have it: `python -m tests.clients.install`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HOME = HERE.parents[1] / ".clients"

PYTHON = {
    "telethon-1.27": ["Telethon==1.27.0", "pyaes==1.6.1", "rsa==4.9.1", "pyasn1==0.6.1"],
    "telethon-1.39": ["Telethon==1.39.0", "pyaes==1.6.1", "rsa==4.9.1", "pyasn1==0.6.1"],
    "telethon-1.45": ["Telethon==1.45.0", "pyaes==1.6.1", "rsa==4.9.1", "pyasn1==0.6.1"],
    "pyrogram-2.0": ["Pyrogram==2.0.106", "pyaes==1.6.1", "PySocks==1.7.1"],
    "kurigram-2.2": ["kurigram==2.2.26", "pyaes==1.6.1", "python-socks==3.2.1"],
    # TDLib of layers 198 and 229, the oldest there and the newest whose layer we know
    "tdlib-1.8.45": ["tdjson==1.8.45"],
    "tdlib-1.8.67": ["tdjson==1.8.67"],
    # with plug-ins for secret chats
    "telethon-secret-0.2": [
        "Telethon==1.45.0",
        "telethon-secret-chat==0.2.4",
        "pyaes==1.6.1",
        "rsa==4.9.1",
        "pyasn1==0.6.1",
    ],
    "kurigram-secret-0.1": ["kurigram==2.2.26", "tg-secret==0.1.3", "pyaes==1.6.1", "python-socks==3.2.1"],
}


def install() -> None:
    HOME.mkdir(exist_ok=True)
    for name, packages in PYTHON.items():
        folder = HOME / name
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            command = [
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--target",
                str(folder),
                *packages,
            ]
            subprocess.run(command, check=True)
            (folder / "done").touch()
    folder = HOME / "mtcute-0.30"
    if not (folder / "done").exists():
        folder.mkdir(exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "agents" / file, folder / file)
        subprocess.run(["npm", "ci", "--silent", "--ignore-scripts"], cwd=folder, check=True)
        (folder / "done").touch()
    for file in ("mtcute_agent.mjs", "mtcute_groups.mjs", "mtcute_kinds.mjs", "picture.mjs"):
        shutil.copy(HERE / "agents" / file, folder / file)


if __name__ == "__main__":
    install()

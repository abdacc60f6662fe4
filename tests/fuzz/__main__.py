"""Coverage-guided fuzzing with atheris, which `pip install atheris` brings: `python -m tests.fuzz frames -max_total_time=60`.

Everything behind the name of the target goes to libFuzzer.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> None:
    import atheris

    with atheris.instrument_imports(include=["angarium"]):
        from tests.fuzz.targets import TARGETS, seeds
    name, *options = sys.argv[1:] or ["frames", "-max_total_time=60"]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds()[name]):
            Path(corpus, str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *options, corpus], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()

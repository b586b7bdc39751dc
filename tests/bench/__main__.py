"""What docs/performance.md states of index and service, and docs/decisions.md of the check of citations, measured: `python -m tests.bench [NAME…]`, all by default.

Each is a program of its own, described in its first lines; they are run one after the other.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAMS: dict[str, tuple[str, ...]] = {
    "retrieval": ("FOLDER",),
    "indexing": ("FOLDER",),
    "load": (),
    "sources": ("INDEX",),
    "overhead": (),
    "endurance": (),
    "batched": (),
    "contract": (),
    "verifier": ("eval/gold/articles",),
}
"""Programs with their arguments; INDEX stands for a collection of 10,000 passages, FOLDER for an empty one."""


def main(names: list[str]) -> int:
    """Runs the programs; returns 1 if one failed or there is none of that name."""
    if unknown := set(names) - set(PROGRAMS):
        sys.stderr.write(f"No bench is called {', '.join(sorted(unknown))}; there are {', '.join(PROGRAMS)}.\n")
        return 1
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        for name in names or PROGRAMS:
            sys.stdout.write(f"\n{name}\n")
            sys.stdout.flush()
            if "INDEX" in PROGRAMS[name]:
                subprocess.run([sys.executable, "-m", "tests.bench.collection", str(index)], check=True)
            places = {"INDEX": str(index), "FOLDER": str(Path(folder) / name)}
            arguments = [places.get(argument, argument) for argument in PROGRAMS[name]]
            if subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *arguments], check=False).returncode:
                failed.append(name)
    if failed:
        sys.stderr.write(f"Failed: {', '.join(failed)}\n")
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

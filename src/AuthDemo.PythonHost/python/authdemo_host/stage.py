"""Installs what a lock file asks for into a folder that is deployed with the application, and lists it by hash.

Run where the network is, never at run time: ``python -m authdemo_host stage --lock requirements.lock --to packages``. The lock
file is pip's, with hashes; nothing that it does not name is installed, and nothing is built from source.
"""

import argparse
import hashlib
import pathlib
import shutil
import subprocess
import sys

MANIFEST = "packages.sha256"


def main(arguments: list[str]) -> None:
    """Parses the command line and stages."""
    parser = argparse.ArgumentParser(prog="stage", description=__doc__)
    parser.add_argument("--lock", type=pathlib.Path, required=True, help="requirements with hashes")
    parser.add_argument("--to", type=pathlib.Path, required=True, help="the folder; what is in it is replaced")
    parser.add_argument("--find-links", help="a folder of wheels to take instead of an index")
    options = parser.parse_args(arguments)
    if not asks_for_something(options.lock):
        print(f"stage: {options.lock} asks for nothing")
        return
    if options.to.exists() and not (options.to / MANIFEST).exists() and any(options.to.iterdir()):
        sys.exit(f"stage: {options.to} is not empty and was not staged: it is left alone")
    shutil.rmtree(options.to, ignore_errors=True)
    options.to.mkdir(parents=True)
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps", "--no-compile"]
    pip += ["--require-hashes", "--only-binary", ":all:", "--target", str(options.to), "-r", str(options.lock)]
    if options.find_links:
        pip += ["--no-index", "--find-links", options.find_links]
    if subprocess.run(pip, check=False).returncode:
        sys.exit("stage: pip failed; nothing was staged")
    write_manifest(options.to)


def asks_for_something(lock: pathlib.Path) -> bool:
    """Whether the lock file has more than comments."""
    lines = map(str.strip, lock.read_text(encoding="utf-8").splitlines())
    return any(line and not line.startswith("#") for line in lines)


def write_manifest(folder: pathlib.Path) -> None:
    """Lists every file of the folder with its SHA-256, as sha256sum does."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / MANIFEST).write_text("".join(lines), encoding="utf-8")

"""`python -m bankid serve`: the seam as an HTTP service, for hosts that are not on this machine or not .NET.

The service itself is the Python half of AuthDemo.PythonHost, which knows nothing of BankID: it is found where the repository
and the published service have it, or on the path.
"""

import importlib
import sys
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2]
_HOST_FOLDERS = (
    _FOLDER.parent / "python",  # beside python-bankid, as published
    _FOLDER.parent / "src" / "AuthDemo.PythonHost" / "python",  # in the repository
)


def main(arguments: list[str]) -> int:
    """Serves until it is ended; 2 when the Python half of the host is nowhere."""
    for folder in _HOST_FOLDERS:
        if (folder / "authdemo_host").is_dir():
            sys.path.append(str(folder))
    try:
        serve = importlib.import_module("authdemo_host.serve")
    except ModuleNotFoundError as error:
        if error.name != "authdemo_host":
            raise
        looked = ", ".join(map(str, _HOST_FOLDERS))
        print(f"bankid: authdemo_host is not on the path, nor in {looked}", file=sys.stderr)
        return 2
    ours = ["--path", str(_FOLDER), "--preload", "bankid.host_api"]
    serve.main([*ours, *arguments], prog="python -m bankid serve", name="bankid")
    return 0

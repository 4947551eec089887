"""The module inside a host: imports to avoid, and an interpreter with its own GIL."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# One whole session through the seam. C functions are called without keywords on purpose: see `qr`.
SESSION = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import json
from binascii import b2a_base64
from bankid.host_api import handle

NOW = 1_700_000_000_000
REF = {{"orderRef": "r"}}
TOKENS = {{"autoStartToken": "a", "qrStartToken": "t", "qrStartSecret": "s"}}
PERSON = {{"user": {{"personalNumber": "191212121212"}}, "signature": "x", "ocspResponse": "x"}}


def call(request):
    return json.loads(handle(json.dumps(request).encode()))


def advance(step, event, after):
    request = {{"op": "advance", "state": step["state"], "event": event, "now": NOW + after}}
    return call(request)


def answer(effect, body):
    encoded = b2a_base64(json.dumps(body).encode()).decode()
    return {{"kind": "response", "effect": effect, "status": 200, "headers": {{}}, "body": encoded}}


client = {{"os": "windows", "browser": "edge"}}
intent = {{"flow": "auth", "device": "other", "client": client, "end_user_ip": "192.0.2.1"}}
step = call({{"op": "begin", "intent": intent, "now": NOW}})
step = advance(step, answer(1, REF | TOKENS), 100)
assert step["outcome"]["kind"] == "awaiting_scan"
step = advance(step, {{"kind": "tick"}}, 2_100)
done = REF | {{"status": "complete", "completionData": PERSON}}
step = advance(step, answer(2, done), 2_200)
assert step["outcome"]["kind"] == "completed"
"""

# `ctypes` cannot be loaded in an own-GIL interpreter of 3.12, `zoneinfo` breaks there, `datetime` and
# `decimal` are slow there, and `hashlib` harms it.
UNWANTED = ("ctypes", "zoneinfo", "datetime", "decimal", "hashlib", "hmac", "socket", "ssl")

OWN_GIL = """
import sys
if sys.version_info >= (3, 13):
    import _interpreters as interpreters
    number = interpreters.create()
    failure = interpreters.exec(number, SESSION)
    assert failure is None, failure
else:
    import _xxsubinterpreters as interpreters
    number = interpreters.create(isolated=True)
    interpreters.run_string(number, SESSION)
interpreters.destroy(number)
"""


def _run(script: str) -> None:
    ran = subprocess.run([sys.executable, "-S", "-B", "-c", script], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_session_imports_only_what_a_host_can_load() -> None:
    _run(f"{SESSION}\nfound = set({UNWANTED!r}) & set(sys.modules)\nassert not found, found")


if sys.version_info >= (3, 12):  # before that there are none

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_session_runs_in_an_interpreter_of_its_own_which_then_ends(count: int) -> None:
        _run(f"SESSION = {SESSION!r}\n" + OWN_GIL * count)

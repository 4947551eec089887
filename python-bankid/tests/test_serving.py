"""`python -m bankid serve` as a process, from the repository."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
GUARD = 60
SECRET = "a secret of sufficient length"
DESCRIBE = b'{"op":"describe"}'


@contextmanager
def _serving(runtime: Path, *arguments: str, secret: str = "") -> Iterator[dict[str, Any]]:
    """The service, ended as Ctrl-C ends it; yields what it said when it was ready."""
    service = subprocess.Popen(
        [sys.executable, "-m", "bankid", "serve", "--processes", "1", *arguments],
        cwd=ROOT,
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime), "AUTHDEMO_HOST_SECRET": secret},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert service.stdout is not None
    try:
        yield json.loads(service.stdout.readline())
    finally:
        service.send_signal(signal.SIGINT)
        _, errors = service.communicate(timeout=GUARD)
    assert (service.returncode, errors) == (0, "")


def _call(connection: http.client.HTTPConnection, **headers: str) -> tuple[int, str | None, bytes]:
    path = "/call/bankid.host_api.handle"
    connection.request("POST", path, DESCRIBE, {"X-AuthDemo-Protocol": "1", **headers})
    reply = connection.getresponse()
    return reply.status, reply.getheader("x-authdemo-outcome"), reply.read()


def test_serves_the_seam_on_a_socket_of_the_user_alone(tmp_path: Path) -> None:
    with _serving(tmp_path) as ready:
        path = tmp_path / f"bankid-{os.getuid()}" / "socket"
        assert ready["address"] == f"unix:{path}"
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        connection = http.client.HTTPConnection("localhost", timeout=GUARD)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(path))
        status, outcome, body = _call(connection)
        connection.close()
        assert (status, outcome, json.loads(body)["module"]) == (200, "returned", "bankid")
    assert not path.exists()


def test_serves_on_loopback_to_who_knows_the_secret(tmp_path: Path) -> None:
    with _serving(tmp_path, "--tcp", "0", secret=SECRET) as ready:
        host, port = ready["address"].removeprefix("http://").split(":")
        assert host == "127.0.0.1"
        connection = http.client.HTTPConnection(host, int(port), timeout=GUARD)
        assert _call(connection)[:2] == (401, "refused")
        assert _call(connection, Authorization="Bearer wrong")[:2] == (401, "refused")
        status, outcome, body = _call(connection, Authorization=f"Bearer {SECRET}")
        assert (status, outcome, json.loads(body)["module"]) == (200, "returned", "bankid")
        connection.close()


def test_says_what_is_missing_when_the_host_is_not_there(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from bankid.terminal import serving;"
        f"serving._HOST_FOLDERS = (Path({str(tmp_path)!r}) / 'python',);"
        "sys.exit(serving.main([]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert ran.returncode == 2
    assert ran.stderr == f"bankid: authdemo_host is not on the path, nor in {tmp_path}/python\n"

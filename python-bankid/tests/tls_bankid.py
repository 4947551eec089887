"""A BankID for the terminal's tests: TLS on a free port, client certificate required, scripted.

It is no simulator: it returns what the test has prepared, and records the requests.
"""

import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Script = Callable[[str, dict[str, Any]], tuple[int, bytes]]


def make_certificates(folder: Path) -> None:
    """A root, a server certificate for 127.0.0.1 and a client certificate, as PEM files."""

    def openssl(*arguments: str) -> None:
        command = ["openssl", *arguments]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    root = ("-addext", "keyUsage=critical,keyCertSign")
    openssl(
        "req",
        "-x509",
        *new_key,
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem",
        "-subj",
        "/CN=Test Root",
        *root,
    )
    for name, extension in (
        ("server", "subjectAltName=IP:127.0.0.1"),
        ("client", "extendedKeyUsage=clientAuth"),
    ):
        (folder / f"{name}.ext").write_text(extension + "\n")
        openssl(
            "req", *new_key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}"
        )
        signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
        extensions = ("-extfile", f"{name}.ext")
        openssl("x509", "-req", "-in", f"{name}.csr", *signing, *extensions, "-out", f"{name}.pem")


class TlsBankId:
    """The running server: its address, what was asked, and an event per path once it was asked."""

    def __init__(self, server: ThreadingHTTPServer, folder: Path) -> None:
        self.url = f"https://127.0.0.1:{server.server_address[1]}/rp/v6.0/"
        self.folder = folder
        self.asked: list[tuple[str, dict[str, Any], str | None]] = []
        self._seen: dict[str, threading.Event] = {}

    def seen(self, path: str) -> threading.Event:
        return self._seen.setdefault(path, threading.Event())

    def write_simulator_file(self) -> Path:
        members = {
            "url": self.url,
            "caCertificate": "ca.pem",
            "clientCertificate": "client.pem",
            "clientKey": "client.key",
        }
        (self.folder / "simulator.json").write_text(json.dumps(members))
        return self.folder


@contextmanager
def serving(folder: Path, script: Script) -> Iterator[TlsBankId]:
    """Serves until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            path = self.path.removeprefix("/rp/v6.0/")
            bankid.asked.append((path, json.loads(body), self.headers["Content-Type"]))
            status, content = script(path, json.loads(body))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            bankid.seen(path).set()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    bankid = TlsBankId(server, folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    context.load_verify_locations(folder / "ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield bankid
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

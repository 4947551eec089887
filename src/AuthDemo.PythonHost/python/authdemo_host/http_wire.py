"""As much of HTTP/1.1 as the service needs: requests with a length, keep-alive, replies in one piece.

One ``sendall`` for head and body: two writes on TCP wait for each other (Nagle and delayed acknowledgement, 40 ms a call).
"""

import socket
from dataclasses import dataclass

PROTOCOL = "1"
MAX_HEAD = 16 * 1024
_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 413: "Content Too Large", 426: "Upgrade Required", 500: "Internal Server Error"}


class BadRequest(Exception):
    """The request cannot be served and the connection must close: status, text."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(slots=True)
class Request:
    """One request: method, path, headers with lower-case names, body."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def read(connection: socket.socket, rest: bytearray, max_body: int) -> Request | None:
    """The next request; None at the end of the connection. ``rest`` keeps what came beyond it."""
    while (end := rest.find(b"\r\n\r\n")) < 0:
        if len(rest) > MAX_HEAD:
            raise BadRequest(400, "the head is too large")
        if not (data := connection.recv(65536)):
            return None
        rest += data
    lines = rest[:end].decode("latin-1").split("\r\n")
    try:
        method, path, _ = lines[0].split(" ")
        headers = {name.strip().lower(): value.strip() for name, value in (line.split(":", 1) for line in lines[1:])}
        length = int(headers.get("content-length", "0"))
    except ValueError:
        raise BadRequest(400, "not HTTP") from None
    if "transfer-encoding" in headers or length < 0:
        raise BadRequest(400, "a content length is needed")
    if length > max_body:
        raise BadRequest(413, f"at most {max_body} bytes")
    stop = end + 4 + length
    while len(rest) < stop:
        if not (data := connection.recv(min(1 << 20, stop - len(rest)))):
            return None
        rest += data
    body = bytes(memoryview(rest)[end + 4 : stop])
    del rest[:stop]
    return Request(method, path, headers, body)


def reply(status: int, outcome: str, body: bytes, close: bool = False) -> bytes:
    """The whole reply. ``outcome``: returned, raised, broken or refused."""
    kind = "application/json" if outcome == "raised" else "application/octet-stream" if outcome == "returned" else "text/plain"
    head = (
        f"HTTP/1.1 {status} {_REASONS[status]}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n"
        f"x-authdemo-outcome: {outcome}\r\nx-authdemo-protocol: {PROTOCOL}\r\n{'connection: close' if close else 'connection: keep-alive'}\r\n\r\n"
    )
    return head.encode("latin-1") + body

"""Effects over `http.client` with a client certificate.

Every way it can fail is an event of the seam.
"""

import base64
import http.client
import json
import ssl
from typing import Any
from urllib.parse import urlsplit

_LARGEST = 4 * 1024 * 1024
_HEADERS = ("content-type", "retry-after")


def client_context(ca: str, cert: str, key: str | None) -> ssl.SSLContext:
    """TLS 1.2 or newer, trusting `ca` alone, showing the relying party's certificate.

    Paths of PEM files.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(ca)
    context.load_cert_chain(cert, key)
    return context


def perform(effect: dict[str, Any], base: str, context: ssl.SSLContext) -> dict[str, Any]:
    """Runs one HTTP effect and returns its event. Never raises for what a network can do."""
    url = urlsplit(base)
    seconds = effect["timeout_ms"] / 1000
    connection = http.client.HTTPSConnection(
        url.hostname or "", url.port, timeout=seconds, context=context
    )
    body = json.dumps(effect["body"]).encode("ascii")
    try:
        path = f"{url.path}{effect['path']}"
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        received = answer.read(_LARGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        return _broken(effect, _reason(error))
    finally:
        connection.close()
    if len(received) > _LARGEST:
        return _broken(effect, "too_large")
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return {
        "kind": "response",
        "effect": effect["id"],
        "status": answer.status,
        "headers": {
            name: value
            for name, value in headers.items()
            if name in _HEADERS or name.startswith("ratelimit-")
        },
        "body": base64.b64encode(received).decode("ascii"),
    }


def _broken(effect: dict[str, Any], reason: str) -> dict[str, Any]:
    return {"kind": "transport_error", "effect": effect["id"], "reason": reason}


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError):
        return "tls"
    if isinstance(error, (ConnectionResetError, BrokenPipeError, http.client.RemoteDisconnected)):
        return "reset"
    return "connect" if isinstance(error, OSError) else "other"

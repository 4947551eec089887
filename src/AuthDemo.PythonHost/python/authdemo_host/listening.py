"""Where a service listens: a Unix socket of its user alone, or TCP."""

import os
import socket
import stat
import tempfile


def default_socket(name: str) -> str:
    """The socket of this user's service of that name, in a folder that only the user can enter."""
    return os.path.join(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir(), f"{name}-{os.getuid()}", "socket")


def on_unix(path: str) -> socket.socket:
    """Listens on the path. The folder is made when there is none; a socket that nobody serves any more is replaced."""
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if os.stat(folder).st_uid not in (os.getuid(), 0):
        raise ValueError(f"{folder} belongs to another user")
    if os.path.exists(path):
        _remove_abandoned(path)
    listener = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        listener.bind(path)
    finally:
        os.umask(before)
    listener.listen(1024)
    return listener


def on_tcp(where: str) -> socket.socket:
    """Listens on HOST:PORT, or on a port of loopback."""
    host, _, port = where.rpartition(":")
    if not port.isdecimal():
        raise ValueError(f"'{port}' is no port")
    return socket.create_server((host.strip("[]") or "127.0.0.1", int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=1024)


def address(listener: socket.socket) -> str:
    """The address as Python:Http:Address takes it."""
    if listener.family == socket.AF_UNIX:
        return f"unix:{os.path.abspath(listener.getsockname())}"
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _remove_abandoned(path: str) -> None:
    if not stat.S_ISSOCK(os.stat(path).st_mode):
        raise ValueError("there is a file that is no socket")
    with socket.socket(socket.AF_UNIX) as probe:
        if probe.connect_ex(path) == 0:
            raise ValueError("another service listens there")
    os.unlink(path)

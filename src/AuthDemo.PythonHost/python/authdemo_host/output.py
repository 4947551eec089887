"""Standard output, standard error and the logging module, sent to the host, which joins the pieces into lines."""

import io
import logging
import sys
from collections.abc import Callable
from typing import TextIO, cast

Write = Callable[[int, str, str], object]
"""level (as in logging), source (stdout, stderr or the logger's name), text"""


def redirect(write: Write, descriptors: bool) -> None:
    """Sends standard output, standard error and the root logger to the host; standard input is empty.

    ``descriptors``: C code may use descriptors 1 and 2, which are this process's own.
    """
    sys.stdin = io.StringIO()
    sys.stdout = cast(TextIO, HostStream(write, "stdout", logging.INFO, 1 if descriptors else None))
    sys.stderr = cast(TextIO, HostStream(write, "stderr", logging.WARNING, 2 if descriptors else None))
    logging.basicConfig(handlers=[HostLogHandler(write)], level=logging.INFO, format="%(message)s")


class HostStream(io.TextIOBase):
    """A text stream that ends at the host. ``descriptor`` is what C code may write to in its stead; None: there is none."""

    def __init__(self, write: Write, source: str, level: int, descriptor: int | None = None) -> None:
        self._descriptor = descriptor
        self._write = write
        self._source = source
        self._level = level

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def fileno(self) -> int:
        return super().fileno() if self._descriptor is None else self._descriptor

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            self._write(self._level, self._source, text)
        return len(text)


class HostLogHandler(logging.Handler):
    """Sends log records to the host."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._write(record.levelno, record.name, self.format(record) + "\n")
        except Exception:
            self.handleError(record)

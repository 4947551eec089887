"""Standard output, standard error and the logging module, sent to the host, which joins the pieces into lines."""

import io
import logging
from collections.abc import Callable

Write = Callable[[int, str, str], object]
"""level (as in logging), source (stdout, stderr or the logger's name), text"""


class HostStream(io.TextIOBase):
    """A text stream that ends at the host."""

    def __init__(self, write: Write, source: str, level: int) -> None:
        self._write = write
        self._source = source
        self._level = level

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

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

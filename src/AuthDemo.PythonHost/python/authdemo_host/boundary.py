"""Where hosted code begins and ends: finding functions, and exceptions as data.

Exceptions leave as plain data: type, message, one line for each frame, notes and the chain of causes. Locals and source
lines never leave. Everything is bounded, so an exception cannot be larger than a reply.
"""

import importlib
import json
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

MAX_TEXT = 4096
MAX_FRAMES = 64
MAX_NOTES = 16
MAX_CAUSES = 8


class CallInterrupted(BaseException):
    """The call is past its deadline or was given up. Derives from BaseException: ``except Exception`` lets it pass."""


class HostRefused(RuntimeError):
    """Hosted code tried something that would end or disturb the process it runs in."""


def resolve(path: str) -> Callable[[bytes], bytes]:
    """The function with this dotted path, its module imported."""
    module, _, name = path.rpartition(".")
    if not module:
        raise ModuleNotFoundError(f"'{path}' names no module: a function is called as module.function")
    function = getattr(importlib.import_module(module), name)
    if not callable(function):
        raise TypeError(f"'{path}' is a {type(function).__name__}, not a function")
    return function  # type: ignore[no-any-return]


def wrong_type(result: object) -> str:
    """What to say of a function that did not return bytes."""
    return f"The function returned {type(result).__name__}; a hosted function returns bytes."


def too_large(size: int, limit: int) -> str:
    """What to say of a reply that is too large; the same words as on the .NET side."""
    return f"The reply has {size} bytes; Python:MaxMessageBytes allows {limit}."


def describe(error: BaseException) -> bytes:
    """The exception as UTF-8 JSON, the shape of PythonError."""
    return json.dumps(_describe(error, MAX_CAUSES, set())).encode()


def _describe(error: BaseException, depth: int, seen: set[int]) -> dict[str, Any]:
    seen.add(id(error))
    cause = error.__cause__
    if cause is None and not error.__suppress_context__:
        cause = error.__context__
    if cause is not None and (depth == 0 or id(cause) in seen):
        cause = None
    return {
        "type": _type_name(type(error)),
        "message": _message(error),
        "traceback": _frames(error.__traceback__),
        "cause": None if cause is None else _describe(cause, depth - 1, seen),
        "notes": [_clean(note) for note in _notes(error)],
    }


def _type_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _message(error: BaseException) -> str:
    try:
        return _clean(str(error))
    except CallInterrupted:
        raise
    except BaseException as failure:  # a __str__ of the module's own may do anything
        return f"<{type(failure).__name__} while the message was made>"


def _notes(error: BaseException) -> list[str]:
    notes = getattr(error, "__notes__", None)
    if not isinstance(notes, list):
        return []
    return [note for note in notes[:MAX_NOTES] if isinstance(note, str)]


def _frames(traceback: TracebackType | None) -> list[str]:
    frames: list[str] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        module = traceback.tb_frame.f_globals.get("__name__", "")
        if not module.startswith(("authdemo_host.", "importlib")):  # nothing of ours, no machinery
            frames.append(f"{_place(code.co_filename)}:{traceback.tb_lineno} in {code.co_name}")
        traceback = traceback.tb_next
    if len(frames) > MAX_FRAMES:
        half = MAX_FRAMES // 2
        frames[half:-half] = [f"... {len(frames) - 2 * half} frames left out ..."]
    return [_clean(frame) for frame in frames]


def _place(file: str) -> str:
    """The file as seen from the folder it was imported from: no path of the machine leaves."""
    best = ""
    for folder in sys.path:
        if folder and file.startswith(folder.rstrip("/\\")) and len(folder) > len(best):
            best = folder
    if best:
        return file[len(best) :].lstrip("/\\")
    return file.replace("\\", "/").rpartition("/")[2]


def _clean(text: str) -> str:
    """Bounded, and without what UTF-8 cannot hold."""
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT] + f"... ({len(text)} characters)"
    return text.encode("utf-8", "replace").decode("utf-8")

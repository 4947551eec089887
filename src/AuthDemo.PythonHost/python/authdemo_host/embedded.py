"""Start of an interpreter inside the .NET process."""

import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

from . import boundary, clr_access, guards, host, output


def boot(
    settings: str,
    write: output.Write,
    context: Callable[[], tuple[int, str]],
    ask: Callable[[str, bytes], bytes],
    progress: Callable[[bytes], object],
) -> tuple[Any, ...]:
    """Prepares this interpreter and imports the modules to serve.

    ``settings`` is JSON: ``{"search_paths": [...], "preload": [...], "write_bytecode": true, "allow_clr": null}``; the last one is null
    where there are no .NET types. Returns what the host calls later: resolve, describe and the exception that interrupts a call.
    """
    wanted = json.loads(settings)
    sys.path[:0] = wanted["search_paths"]
    # A file that changes twice within a second may keep its size: compiled code would hide the second change.
    sys.dont_write_bytecode = not wanted["write_bytecode"]
    output.redirect(write, descriptors=False)
    host._context = context
    host._ask = lambda name, payload: host.unpack(ask(name, bytes(payload)))
    host._progress = lambda payload: progress(bytes(payload))
    guards.install()
    if wanted["allow_clr"] is not None:
        clr_access.allow(wanted["allow_clr"])
    for module in wanted["preload"]:
        importlib.import_module(module)
    return boundary.resolve, boundary.describe, boundary.CallInterrupted

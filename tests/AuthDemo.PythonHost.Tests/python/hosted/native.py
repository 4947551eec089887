"""Imports a module that does not load in own-GIL interpreters."""

import readline  # noqa: F401


def answer(_: bytes) -> bytes:
    return b"native"

"""What code inside the .NET process may not do: end it, or take its signals."""

import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from .boundary import HostRefused

_ENDS_THE_PROCESS = ("_exit", "abort", "fork", "forkpty", "execv", "execve")
_TAKES_SIGNALS = ("signal", "setitimer", "siginterrupt", "set_wakeup_fd", "pthread_sigmask", "raise_signal", "alarm")


def install() -> None:
    """Replaces the functions that would end this process or take its signals by ones that raise."""
    for name in _ENDS_THE_PROCESS:
        _refuse(os, name)
    for name in ("kill", "killpg"):
        if hasattr(os, name):
            setattr(os, name, _only_others(name, getattr(os, name)))
    try:
        import signal

        for name in _TAKES_SIGNALS:
            _refuse(signal, name)
    except ImportError:
        pass
    sys.modules.setdefault("faulthandler", _Refused("faulthandler"))  # type: ignore[arg-type]


def _refuse(module: Any, name: str) -> None:
    if hasattr(module, name):
        setattr(module, name, _refusal(f"{module.__name__}.{name}"))


def _refusal(name: str) -> Callable[..., NoReturn]:
    def refused(*_: object, **__: object) -> NoReturn:
        raise HostRefused(f"{name} is refused: it would reach the whole process that hosts this code")

    return refused


def _only_others(name: str, kill: Callable[[int, int], None]) -> Callable[[int, int], None]:
    def guarded(target: int, number: int) -> None:
        if target <= 0 or target in (os.getpid(), os.getpgrp()):
            raise HostRefused(f"os.{name} is refused for {target}: it would reach the process that hosts this code")
        kill(target, number)

    return guarded


class _Refused:
    """Stands in for a module that must not be used here."""

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self.__spec__ = None

    def __getattr__(self, name: str) -> Callable[..., NoReturn]:
        if name.startswith("__"):
            raise AttributeError(name)
        return _refusal(f"{self.__name__}.{name}")

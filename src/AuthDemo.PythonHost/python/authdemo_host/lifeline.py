"""Bounds of a process: it must not outlive the host that started it, whatever both are doing, nor take all memory."""

import os
import select
import signal
import sys
import threading

_PR_SET_PDEATHSIG = 1


def tie(parent: int, pipe: int) -> None:
    """Ends this process and its group when ``parent`` is gone.

    On Linux the kernel kills it, even in C code that never returns. Everywhere a thread waits for the host's end of ``pipe`` to
    close; it reads nothing, and takes along the processes that hosted code started.
    """
    die_with(parent)
    threading.Thread(target=_watch, args=(pipe,), name="authdemo-lifeline", daemon=True).start()


def die_with(parent: int) -> None:
    """Asks the kernel to kill this process when the thread of ``parent`` that started it ends. Linux only."""
    if sys.platform == "linux":
        try:
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        except (ImportError, OSError, AttributeError):
            pass  # no ctypes: what else watches the parent remains
    if os.getppid() != parent:
        os._exit(1)  # the parent went before the kernel was asked


def limit_memory(size: int) -> None:
    """Bounds the address space of this process, in bytes; 0 is no bound."""
    if size:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _watch(pipe: int) -> None:
    poll = select.poll()
    poll.register(pipe, 0)  # POLLHUP and POLLERR are always reported
    poll.poll()
    _end()


def _end() -> None:
    os.killpg(0, signal.SIGKILL)

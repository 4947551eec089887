"""Functions that the benchmark calls besides the real one."""

import os
import sys
import time


def raises(request: bytes) -> bytes:
    raise ValueError(len(request))


def sleeps(_: bytes) -> bytes:
    time.sleep(3600)
    return b""


def spins(_: bytes) -> bytes:
    while True:
        pass


def crashes(_: bytes) -> bytes:
    os.abort()


def loop(seconds: float, request: bytes) -> None:
    """The baseline: the real call in a plain loop without a host. Prints calls, seconds, CPU seconds, p50 and p99 in µs."""
    from bankid.host_api import handle

    clock = time.perf_counter_ns
    for _ in range(2000):
        handle(request)
    taken: list[int] = []
    cpu, start = time.process_time(), clock()
    end = start + int(seconds * 1e9)
    now = start
    while now < end:
        handle(request)
        after = clock()
        taken.append(after - now)
        now = after
    cpu, wall = time.process_time() - cpu, (now - start) / 1e9
    taken.sort()
    print(len(taken), wall, cpu, taken[len(taken) // 2] / 1000, taken[len(taken) * 99 // 100] / 1000)


if __name__ == "__main__":
    sys.path[:0] = sys.argv[3:]
    with open(sys.argv[2], "rb") as file:
        loop(float(sys.argv[1]), file.read())

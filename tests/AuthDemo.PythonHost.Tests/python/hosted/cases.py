"""What hosted code may do, good and bad: one function for each case of the contract suite."""

import json
import logging
import os
import sys
import threading
import time

# Cases, too: the suite calls them by their names here.
from hosted.callbacks import asks, asks_and_progresses, asks_and_tells_failure, descends, progresses


def echo(request: bytes) -> bytes:
    return request


def where(_: bytes) -> bytes:
    """Who runs this: facts about the interpreter."""
    return json.dumps(
        {
            "pid": os.getpid(),
            "thread": threading.get_ident(),
            "version": list(sys.version_info[:3]),
            "utf8": sys.flags.utf8_mode,
            "isolated": sys.flags.isolated,
            "user_site": not sys.flags.no_user_site,
            "encoding": sys.getfilesystemencoding(),
            "sigint": str(__import__("signal").getsignal(2)),
        }
    ).encode()


def raises(request: bytes) -> bytes:
    raise ValueError(request.decode())


def raises_chain(_: bytes) -> bytes:
    try:
        {}["missing"]
    except KeyError as cause:
        error = RuntimeError("outer")
        error.add_note("first note")
        error.add_note("second note")
        raise error from cause
    return b""


def raises_with_secret_local(_: bytes) -> bytes:
    secret = "s3cret-local"
    raise LookupError(len(secret))


class Rude(Exception):
    def __str__(self) -> str:
        raise OSError("no text")


def raises_rude(_: bytes) -> bytes:
    raise Rude


def raises_surrogate(_: bytes) -> bytes:
    raise ValueError("lone \ud800 and nul \x00")


def raises_long(_: bytes) -> bytes:
    raise ValueError("x" * 1_000_000)


def exits(_: bytes) -> bytes:
    sys.exit(3)


def keyboard(_: bytes) -> bytes:
    raise KeyboardInterrupt


def os_exits(_: bytes) -> bytes:
    os._exit(7)


def kills_itself(_: bytes) -> bytes:
    os.kill(os.getpid(), 9)
    return b""


def segfaults(_: bytes) -> bytes:
    import ctypes

    ctypes.string_at(0)
    return b""


def takes_signals(_: bytes) -> bytes:
    import signal

    signal.signal(signal.SIGTERM, lambda *_: None)
    return b""


def enables_faulthandler(_: bytes) -> bytes:
    import faulthandler

    faulthandler.enable()
    return b""


def spins(_: bytes) -> bytes:
    while True:
        pass


def spins_in_except(_: bytes) -> bytes:
    """Swallows what is raised into it."""
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def closes_all_descriptors(payload: bytes) -> bytes:
    """The host hears no more of this process, which goes on."""
    os.closerange(0, 256)
    while True:
        time.sleep(3600)


def sleeps(request: bytes) -> bytes:
    time.sleep(float(request))
    return b"slept"


def spins_in_c(request: bytes) -> bytes:
    """Holds the GIL in C code for about this many seconds and looks at no signal."""
    end = time.monotonic() + float(request)
    once = 20_000_000
    while time.monotonic() < end:
        sum(range(once))
    return b"done"


def holds_c(request: bytes) -> bytes:
    """One call into C that holds the GIL; the argument is how many numbers it adds."""
    return str(sum(range(int(request)))).encode()


def recurses(_: bytes) -> bytes:
    return recurses(_)


def recurses_in_c(_: bytes) -> bytes:
    value: list[object] = []
    for _i in range(1_000_000):
        value = [value]
    return json.dumps(value).encode()


def out_of_memory(_: bytes) -> bytes:
    return b"x" * (1 << 62)


def prints(request: bytes) -> bytes:
    print("out", request.decode())
    print("err", request.decode(), file=sys.stderr)
    sys.stdout.write("half a line")
    logging.getLogger("hosted.cases").error("logged %s", request.decode())
    return b"printed"


def writes_fd1(request: bytes) -> bytes:
    os.write(1, request + b"\n")
    return b"written"


def big(request: bytes) -> bytes:
    return b"x" * int(request)


def wrong_type(_: bytes) -> bytes:
    return "text"  # type: ignore[return-value]


def starts_thread(_: bytes) -> bytes:
    seen: list[str] = []
    thread = threading.Thread(target=lambda: (print("from a thread"), seen.append("ran")))
    thread.start()
    thread.join()
    return seen[0].encode()


def leaves_daemon_thread(_: bytes) -> bytes:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return b"left"


def call_id(_: bytes) -> bytes:
    from authdemo_host import host

    return json.dumps([host.call_id(), host.traceparent()]).encode()


def forks(_: bytes) -> bytes:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return b"forked"


def _write(path: str, text: str) -> None:
    """All at once, for whoever waits for the file."""
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + ".new", path)


def tells_pid_and_sleeps(path: bytes) -> bytes:
    _write(path.decode(), f"{os.getpid()} {os.getppid()}")
    time.sleep(3600)
    return b""


def tells_pid_and_spins_in_c(path: bytes) -> bytes:
    _write(path.decode(), f"{os.getpid()} {os.getppid()}")
    return str(sum(range(10**12))).encode()


def appends_pid(path: bytes) -> bytes:
    """Leaves a trace of each time it runs."""
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    return str(os.getpid()).encode()


def appends_pid_and_dies(path: bytes) -> bytes:
    appends_pid(path)
    os.kill(os.getpid(), 9)
    return b""


def begins_and_ends(path: bytes) -> bytes:
    """Tells its process, waits to be told to go on, and tells that it came to its end."""
    name = path.decode()
    _write(name + ".begun", str(os.getpid()))
    while not os.path.exists(name + ".go"):
        time.sleep(0.005)
    _write(name + ".ended", "ended")
    return b"ended"


COUNT = 0


def counts(_: bytes) -> bytes:
    """State of this interpreter or process."""
    global COUNT
    COUNT += 1
    return str(COUNT).encode()


not_a_function = 7


def pid(_: bytes) -> bytes:
    return str(os.getpid()).encode()


def niceness(_: bytes) -> bytes:
    return str(os.getpriority(os.PRIO_PROCESS, 0)).encode()


def writes_protocol(_: bytes) -> bytes:
    """Garbage on every descriptor above standard error that is a pipe or socket."""
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"\xff" * 64)
        except OSError:
            pass
    return b"wrote"


def spawns_child(_: bytes) -> bytes:
    """A process of its own that outlives the call; its id."""
    import subprocess

    return str(subprocess.Popen(["sleep", "600"]).pid).encode()


def ignores_term(_: bytes) -> bytes:
    import signal

    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
    return b""


def uses_memory(request: bytes) -> bytes:
    return str(len(bytearray(int(request)))).encode()


def counts_around_a_question(request: bytes) -> bytes:
    """What it counted, what was answered, what was counted by then, and whether the call's id is its own again."""
    from authdemo_host import host

    before, call = counts(b""), host.call_id()
    answer = host.ask("question", request)
    return b"%s %s %d %s" % (before, answer, COUNT, str(host.call_id() == call).encode())


def waits_for(request: bytes) -> bytes:
    """Waits until the file exists."""
    while not os.path.exists(request):
        time.sleep(0.005)
    return b"seen"


def environment(_: bytes) -> bytes:
    return json.dumps(dict(os.environ)).encode()

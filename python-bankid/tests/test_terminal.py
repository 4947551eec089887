"""`python -m bankid auth` as a process, against a TLS server that demands a certificate."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import harness
import pytest
import tls_bankid
from tls_bankid import Script, serving

from bankid import messages
from bankid.terminal.texts import ENGLISH, SWEDISH

ROOT = Path(__file__).parent.parent
GUARD = 60


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    tls_bankid.make_certificates(folder)
    return folder


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bankid", "auth", *arguments]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(*arguments),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=_environment(),
        timeout=GUARD,
    )


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


def _script(*collects: dict[str, Any]) -> Script:
    """Starts an order, gives one collect after the other, and lets itself be cancelled."""
    left: Iterator[dict[str, Any]] = iter(collects)

    def script(path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        others: Mapping[str, object] = {"auth": harness.started(), "cancel": {}}
        content = next(left) if path == "collect" else others[path]
        return 200, json.dumps(content).encode()

    return script


def test_identifies_with_the_qr_code(certificates: Path) -> None:
    with serving(certificates, _script(harness.pending("userSign"), harness.complete())) as bankid:
        ran = _run("--simulator", str(bankid.write_simulator_file()), "--lang", "en")
    assert ran.returncode == 0, ran.stderr
    assert ENGLISH["RFA1"] in ran.stdout
    assert "\u2588\u2580\u2580\u2580\u2580\u2580\u2588" in ran.stdout
    assert ENGLISH["RFA9"] in ran.stdout
    assert "You are Karin Test, 19121212-****." in ran.stdout
    assert harness.PERSON not in ran.stdout
    assert bankid.asked[0] == ("auth", {"endUserIp": "127.0.0.1"}, "application/json")
    assert [path for path, *_ in bankid.asked] == ["auth", "collect", "collect"]


def test_prints_the_launch_link_for_the_same_device(certificates: Path) -> None:
    with serving(certificates, _script(harness.failed("userCancel"))) as bankid:
        ran = _run(
            "--url", bankid.url, "--ca", str(certificates / "ca.pem"),
            "--cert", str(certificates / "client.pem"), "--key", str(certificates / "client.key"),
            "--same-device", "--ip", "192.0.2.9",
        )  # fmt: skip
    assert ran.returncode == 1
    assert f"bankid:///?autostarttoken={harness.AUTO_START_TOKEN}&redirect=null" in ran.stdout
    assert "\u2588" not in ran.stdout
    assert SWEDISH["RFA6"] in ran.stdout
    assert bankid.asked[0][1] == {"endUserIp": "192.0.2.9"}


def _heed_control_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("when", ["auth", "order"])
def test_control_c_cancels_the_order(certificates: Path, when: str) -> None:
    """Also an order that the start call under way makes after the person has left."""
    release = threading.Event()

    def script(path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        if path == "auth" and when == "auth":
            asked.set()
            release.wait(GUARD)
        bodies = {"auth": harness.started(), "collect": harness.pending("started"), "cancel": {}}
        return 200, json.dumps(bodies[path]).encode()

    asked = threading.Event()
    with serving(certificates, script) as bankid:
        process = subprocess.Popen(
            _command("--simulator", str(bankid.write_simulator_file())),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=_environment(),
            # Jobs in the background ignore it, and what they start inherits that.
            preexec_fn=_heed_control_c,
        )
        try:
            assert (asked if when == "auth" else bankid.seen("collect")).wait(GUARD)
            process.send_signal(signal.SIGINT)
            if when == "auth":
                assert process.stdout is not None
                assert any(SWEDISH["RFA3"] in line for line in process.stdout)
                release.set()
            out, err = process.communicate(timeout=GUARD)
        finally:
            release.set()
            process.kill()
    assert process.returncode == 130, err
    assert err == ""
    assert when == "auth" or SWEDISH["RFA3"] in out
    assert ("cancel", {"orderRef": harness.ORDER_REF}, "application/json") in bankid.asked


def test_server_that_does_not_listen_is_unavailable(certificates: Path) -> None:
    with serving(certificates, _script()) as bankid:
        folder = str(bankid.write_simulator_file())
    ran = _run("--simulator", folder)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert SWEDISH["bankid_unreachable"] in ran.stdout


def test_server_with_another_root_is_not_trusted(certificates: Path, tmp_path: Path) -> None:
    tls_bankid.make_certificates(tmp_path)
    with serving(certificates, _script()) as bankid:
        folder = str(bankid.write_simulator_file())
        ran = _run("--simulator", folder, "--ca", str(tmp_path / "ca.pem"))
    assert (ran.returncode, ran.stderr) == (1, "")
    assert bankid.asked == []


def test_html_403_shows_an_error_of_the_service(certificates: Path) -> None:
    with serving(certificates, lambda path, body: (403, b"<html>403</html>")) as bankid:
        ran = _run("--simulator", str(bankid.write_simulator_file()), "--lang", "en")
    assert ran.returncode == 1
    assert ENGLISH["service_error"] in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give --simulator, or --url, --ca and --cert"),
        (["--simulator", "{}"], "simulator.json cannot be read: is the simulator running?"),
        (["--url", "http://x/", "--ca", "a", "--cert", "b"], "--url must begin with https://"),
        (["--url", "https://x", "--ca", "a", "--cert", "b"], "and end with /"),
        (["--url", "https://x/", "--ca", "{}/a", "--cert", "b"], "the certificates cannot be read"),
    ],
)
def test_usage_error_is_one_clear_line(arguments: list[str], message: str, tmp_path: Path) -> None:
    ran = _run(*[argument.replace("{}", str(tmp_path)) for argument in arguments])
    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in ran.stderr
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"url": "https://x/"}'])
def test_simulator_file_of_another_shape_is_a_usage_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "simulator.json").write_text(text)
    ran = _run("--simulator", str(tmp_path))
    assert ran.returncode == 2
    assert (
        "must be a JSON object with url, caCertificate, clientCertificate, clientKey" in ran.stderr
    )


@pytest.mark.parametrize("texts", [SWEDISH, ENGLISH])
def test_every_message_has_a_text(texts: dict[str, str]) -> None:
    silent = {kind for (kind, *_), message in messages.TABLE.items() if message is None}
    assert set(texts) == set(messages.known()) | silent | {"troubled", "open", "person"}
    assert all(text.strip() for text in texts.values())

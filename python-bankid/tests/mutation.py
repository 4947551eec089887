"""Mutation check, run by hand: `python3 tests/mutation.py [module ...]`.

In the modules that are tables of rules, changes one comparison or constant at a time and runs the tests.
Reports how many mutants were killed, and lists the survivors; equivalent mutants are listed with their
reason and not counted. Each mutant runs in a forked process, where the changed module replaces the real
one before anything imports it.
"""

import ast
import copy
import importlib
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = ("messages", "limits", "qr", "personal_number", "faults", "launch")
NOT_AFFECTED = ("test_terminal.py", "test_qr_image.py", "test_hosting.py")

# Equivalent mutants, which no test can kill: module, line, change, and why.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    (
        "messages",
        'def choose(kind: str, about: str = "", device: str = "") -> str | None:',
        "'' -> 'x'",
    ): "a device without a row of its own gets the general row, as no device does",
    ("launch", 'ANY = "*"', "'*' -> '*x'"): "a word for the table's keys that is never sent",
    (
        "launch",
        'return platform(os, browser).link.format(token=quote(auto_start_token, safe=""))',
        "'' -> 'x'",
    ): "letters are never escaped, so naming one as safe changes nothing",
}

FLIPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def _spots(tree: ast.AST) -> Iterator[tuple[int, int]]:
    """What can be changed: (position of the node in `ast.walk`, index of its comparison)."""
    unread = _unread(tree)
    for position, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Compare):
            yield from ((position, index) for index in range(len(node.ops)))
        elif isinstance(node, ast.Constant) and id(node) not in unread:
            yield position, 0


def _unread(tree: ast.AST) -> set[int]:
    """Constants that nothing reads: docstrings and annotations."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        notes = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        found |= {id(inner) for note in notes if note is not None for inner in ast.walk(note)}
    return found


def _changed(tree: ast.Module, position: int, index: int) -> tuple[ast.Module, int, str]:
    """The changed module, the line that holds the change, and the change in words."""
    tree = copy.deepcopy(tree)
    node = list(ast.walk(tree))[position]
    line = getattr(node, "lineno", 0)
    before = ast.unparse(node)
    if isinstance(node, ast.Compare):
        node.ops[index] = FLIPS[type(node.ops[index])]()
    elif isinstance(node, ast.Constant):
        node.value = _other(node.value)
    return tree, line, f"{before} -> {ast.unparse(node)}"


def _other(value: object) -> bool | int | str:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return "" if value == "x" else f"{value or ''}x"


def _is_caught(name: str, tree: ast.Module) -> bool:
    """Runs the tests in a child process; a failed import counts as killed."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            os._exit(_tests_against(name, tree))
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _tests_against(name: str, tree: ast.Module) -> int:
    full = f"bankid.{name}"
    module = types.ModuleType(full)
    sys.modules[full] = module
    exec(compile(ast.fix_missing_locations(tree), full, "exec"), module.__dict__)
    setattr(importlib.import_module("bankid"), name, module)
    ignored = [f"--ignore={ROOT / 'tests' / test}" for test in NOT_AFFECTED]
    return pytest.main(["-x", "-q", "--no-cov", *ignored, str(ROOT / "tests")])


def main(names: list[str]) -> int:
    """Exit code 0 when every mutant was killed."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.chdir(ROOT)
    caught = total = 0
    for name in names or MODULES:
        source = (ROOT / "bankid" / f"{name}.py").read_text(encoding="utf-8")
        tree = ast.parse(source)
        before = (caught, total)
        for position, index in _spots(tree):
            changed, line, flip = _changed(tree, position, index)
            total += 1
            if _is_caught(name, changed):
                caught += 1
            elif why := EQUIVALENT.get((name, source.splitlines()[line - 1].strip(), flip)):
                total -= 1
                print(f"equivalent: {name} line {line}: {flip} ({why})", flush=True)
            else:
                print(f"not caught: {name} line {line}: {flip}", flush=True)
        print(f"{name}: {caught - before[0]}/{total - before[1]} caught", flush=True)
    print(f"{caught}/{total} caught")
    return 0 if caught == total else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Whether hosted code may use .NET types. A guard against accidents, not a boundary: code in a process can reach all of it."""

import sys
from types import ModuleType
from typing import Any, NoReturn

_PACKAGES = ("clr", "CLR")
_kept: dict[str, ModuleType] = {}


def allow(allowed: bool) -> None:
    """Lets ``import clr`` work, or fail with what to set."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not _refusal]
    if allowed:
        sys.modules.update(_kept)
        return
    for name in [name for name in sys.modules if _is_clr(name)]:
        _kept[name] = sys.modules.pop(name)
    sys.meta_path.insert(0, _refusal)


def _is_clr(name: str) -> bool:
    return name.partition(".")[0] in _PACKAGES


class _Refusal:
    def find_spec(self, name: str, *_: object) -> None:
        if _is_clr(name):
            self._refuse()

    @staticmethod
    def _refuse() -> NoReturn:
        raise ImportError("hosted code may not use .NET types: set Python:PythonNet:AllowClr to true to allow it", name="clr")


_refusal: Any = _Refusal()

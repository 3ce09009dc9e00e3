"""Checkers that hang or end their process. Only worker processes may judge with them."""

from __future__ import annotations

import os
import time
from typing import Literal

from tests.testing.zoo import _Animal

from gonogo import registry
from gonogo.constraint import Verdict
from gonogo.text.view import View


class Hangs(_Animal):
    """Never decides."""

    kind: Literal["deadly:hangs"] = "deadly:hangs"

    def judge(self, view: View) -> Verdict:
        while True:
            time.sleep(1)


class Exits(_Animal):
    """Ends its process."""

    kind: Literal["deadly:exits"] = "deadly:exits"

    def judge(self, view: View) -> Verdict:
        os._exit(7)


def forget() -> None:
    for name in [name for name in registry._owners if name.startswith("deadly:")]:
        del registry._owners[name]

"""Constraints and texts for the trainers' tests, and what becomes of them, by reading."""

from __future__ import annotations

import json

SHORT = json.dumps([{"kind": "count.commas", "amount": 0}, {"kind": "count.words", "amount": {"high": 3}}])
TEXTS = ["a b", "a, b c d", "a b c d", ""]
STRICT = [1.0, 0.0, 0.0, 0.0]
SHARE = [1.0, 0.0, 0.5, 0.0]

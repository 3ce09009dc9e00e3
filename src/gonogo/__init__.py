"""Verifiable constraints as high-precision rewards.

reward = gonogo.Reward()
scores = reward(["No pause here."], ['[{"kind": "count.commas", "amount": {"high": 0}}]'])
scores.acc          # array([1.])
"""

from __future__ import annotations

from gonogo import compat, errors
from gonogo.amount import Amount, at_least, at_most, between, exactly, less_than, more_than, multiple_of
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict, parse, parse_set
from gonogo.constraints import Kind, catalogue
from gonogo.draft import Draft
from gonogo.reward import Reward, Scores, Status, read_answer
from gonogo.scopes import Scope
from gonogo.text.view import View

__version__ = "0.2.0.dev0"

__all__ = [
    "Amount",
    "Bound",
    "Constraint",
    "Draft",
    "Fails",
    "Kind",
    "Passes",
    "Reward",
    "Scope",
    "Scores",
    "Source",
    "Status",
    "Verdict",
    "View",
    "at_least",
    "at_most",
    "between",
    "catalogue",
    "compat",
    "errors",
    "exactly",
    "less_than",
    "more_than",
    "multiple_of",
    "parse",
    "parse_set",
    "read_answer",
]

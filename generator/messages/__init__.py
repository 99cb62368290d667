"""The message catalogue: every sentence that somebody at a terminal reads, in two languages."""

from __future__ import annotations

from generator.messages.findings import CATALOGUE
from generator.messages.language import Language
from generator.messages.problem import Problem
from generator.messages.sayings import SAYINGS, say

__all__ = ["CATALOGUE", "SAYINGS", "Language", "Problem", "say"]

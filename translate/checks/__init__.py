"""Rules that look at a pair of texts and say what a reviewer should check."""

from translate.checks.pair import Context
from translate.checks.registry import RULES, check_pair, explain
from translate.checks.rule import Rule

__all__ = ["RULES", "Context", "Rule", "check_pair", "explain"]

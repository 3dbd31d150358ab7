"""Nearest agreed language for a clause: found, grouped, compared, taken away."""

from assistant.precedents.finding import Precedent, precedents

__all__ = ["Precedent", "precedents"]

"""Answers written by a language model, of which nothing is shown that its paragraph does not carry."""

from assistant.generative.values import Block, Draft, Outcome, Sentence
from assistant.generative.writing import Written, answer, written

__all__ = ["Block", "Draft", "Outcome", "Sentence", "Written", "answer", "written"]

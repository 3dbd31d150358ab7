"""What came of each question that a language model was asked: kept on this machine, played again, deleted."""

from assistant.traces.keeping import delete, keep, read, recent
from assistant.traces.values import Trace, trace_of

__all__ = ["Trace", "delete", "keep", "read", "recent", "trace_of"]

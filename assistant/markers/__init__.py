"""A language model's reply taken apart into statements with the keys that they cite, also as it comes.

Nothing here knows of models or paragraphs: keys go in, statements come out.
"""

from assistant.markers.keys import keys
from assistant.markers.parser import StreamParser, shown, statements
from assistant.markers.values import Cited, Event, Shown, Statement

__all__ = ["Cited", "Event", "Shown", "Statement", "StreamParser", "keys", "shown", "statements"]

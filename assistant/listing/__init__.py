"""Questions that ask for documents rather than for a paragraph: which, how many, list those that."""

from assistant.listing.asked import Listing, asked_listing
from assistant.listing.found import Listed, listed

__all__ = ["Listed", "Listing", "asked_listing", "listed"]

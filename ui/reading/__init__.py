"""Read: the paragraph that a citation names, in its document, beside whatever else is on the page."""

"""Language models through llama-index: opened by the settings, asked with retries, never trusted.

Nothing here knows of paragraphs or citations: messages go in, a reply or one sentence about what went
wrong comes out. llama-index is imported only where a model is opened.
"""

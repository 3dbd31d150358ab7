"""The Documents tab: what is indexed, what questions are restricted to, files added and taken out."""

LARGEST = 50 * 2**20
"""Bytes of a file that may be sent to the page."""

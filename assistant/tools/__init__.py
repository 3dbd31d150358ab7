"""Fiqra for programs: ask, search, precedent and show with checked arguments, and as an MCP server."""

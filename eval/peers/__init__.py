"""Peers: what a user would pick instead of Fiqra, asked the same set over the same documents."""

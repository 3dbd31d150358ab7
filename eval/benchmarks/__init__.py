"""Benchmarks that anyone can run, on documents that they make themselves."""

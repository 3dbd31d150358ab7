"""The Evaluation tab: runs with their reports, two of them compared, a run begun, what was said to be wrong."""

"""Compare: two runs over one set, figure by figure and question by question, and thresholds for them."""

"""Who may use the page: where it may be served, logging in, and what other sites' pages may not do."""

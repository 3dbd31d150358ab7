"""What people read of a run: report.html, report.md, and the tables and plots in them."""

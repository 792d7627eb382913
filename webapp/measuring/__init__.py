"""Minutes and arrivals of desks: three questions, the tally sheet, and what a plan uses."""

"""The staffing case of a desk: what one more officer buys, and what costs nothing."""

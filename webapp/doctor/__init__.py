"""What is missing, contradictory or stale in the stored data, with the way to the page that mends it."""

"""The next holiday: who is away, what is expected, and what would help."""

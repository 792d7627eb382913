"""Review of past weeks: planned against what came, and what to change next."""

"""loketplan: weekly roster and daily quotas of a public service mall, proved by simulation."""

__version__ = "0.1.0"

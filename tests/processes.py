"""What the system tells of a process."""

from pathlib import Path


def is_running(pid: int) -> bool:
    """True for a process that lives and is not only waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False

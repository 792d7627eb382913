"""Days and hours. Start programs with `python -m`: run as a script, this name hides the standard `calendar`."""

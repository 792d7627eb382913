"""Names of things. Each is text, never a position in a list."""

from typing import NewType

AgencyId = NewType("AgencyId", str)
DeskId = NewType("DeskId", str)
ServiceId = NewType("ServiceId", str)
CounterId = NewType("CounterId", str)
OfficerId = NewType("OfficerId", str)
SessionId = NewType("SessionId", str)
WindowId = NewType("WindowId", str)

"""The web application: pages for managers, agency heads and citizens."""

from webapp.application import create_app

__all__ = ["create_app"]

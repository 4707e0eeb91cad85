"""The door for a server of Python web applications (gunicorn)."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasab.web.settings")

application = get_wsgi_application()

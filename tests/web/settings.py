"""The registry's settings for tests: a folder of their own, and PostgreSQL if `NASAB_TEST_DATABASE` is its address."""

from __future__ import annotations

import os
import tempfile

os.environ["NASAB_HOME"] = tempfile.mkdtemp(prefix="nasab-tests-")
os.environ.pop("NASAB_DATABASE", None)
if os.environ.get("NASAB_TEST_DATABASE"):
    os.environ["NASAB_DATABASE"] = os.environ["NASAB_TEST_DATABASE"]

from nasab.web.settings import *  # noqa: F403
from nasab.web.settings import DATABASES, MIDDLEWARE, NASAB_HOME

# Hashing a password takes a third of a second by design; tests of that use the real hasher.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [one for one in MIDDLEWARE if "whitenoise" not in one]  # no files are collected for a test

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # in a file, as it is served: several threads write
    DATABASES["default"]["TEST"] = {"NAME": f"{NASAB_HOME}/test.sqlite3"}

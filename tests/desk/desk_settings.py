"""The desk's settings as tests run them: a database in a folder of their own, passwords that are quick to check."""

import os
import tempfile

import postgres

os.environ.setdefault("HEEDED_DATA", tempfile.mkdtemp(prefix="heeded-desk-"))
os.environ.setdefault("HEEDED_SECRET_KEY", "only-for-tests")
os.environ.setdefault("HEEDED_SECOND_FACTOR", "off")  # tests of the second step set it on
for limit in ("PAGES_A_MINUTE", "PAGES_A_MINUTE_FROM_ONE_ADDRESS", "TRIES_A_MINUTE"):
    os.environ.setdefault(f"HEEDED_{limit}", "0")  # tests of the limits set them
if os.environ.get("HEEDED_TEST_POSTGRES") == "1" and not os.environ.get("HEEDED_DATABASE_URL"):
    os.environ["HEEDED_DATABASE_URL"] = postgres.started()  # other processes of these tests find it there

from heeded_desk.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

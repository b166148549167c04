"""E-mails about alerts, by a server of the force's own; none is sent where no server is named."""

from urllib.parse import unquote, urlsplit

from heeded_desk.settings.environment import DESK_ADDRESS, MAIL_FROM, MAIL_SERVER  # noqa: F401

_server = urlsplit(MAIL_SERVER)
EMAIL_HOST = _server.hostname or ""
EMAIL_USE_SSL = _server.scheme == "smtps"
EMAIL_USE_TLS = _server.scheme == "smtp+tls"
EMAIL_PORT = _server.port or {"smtps": 465, "smtp+tls": 587}.get(_server.scheme, 25)
EMAIL_HOST_USER = unquote(_server.username or "")
EMAIL_HOST_PASSWORD = unquote(_server.password or "")
EMAIL_TIMEOUT = 20
"""Seconds."""
DEFAULT_FROM_EMAIL = MAIL_FROM

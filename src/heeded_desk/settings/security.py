"""Sessions, and what a page may load. Who may sign in and how stands in `signing_in.py`."""

from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from heeded_desk.settings.environment import HOSTS, HTTPS, OIDC, secret_key

DEBUG = False
SECRET_KEY = secret_key()
ALLOWED_HOSTS = HOSTS
SESSION_ENGINE = "heeded_desk.members.sessions"
SESSION_COOKIE_AGE = 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("sessionid", "csrftoken")
"""Browsers take a cookie of such a name over https alone, for this host alone."""
CSRF_COOKIE_HTTPONLY = True
LONGEST_SIGN_IN = 12 * 60 * 60
"""Seconds after which a member signs in again, however busy: a long shift."""
SECURE_REDIRECT_EXEMPT = ["^health$", "^metrics$", "^api/"]
"""The first two are asked from within by what holds no certificate; the API refuses over http, where a redirect would
hide that a key has been sent in the open."""
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"  # with less, browsers send forms with an origin of null, which is refused
X_FRAME_OPTIONS = "DENY"
SINGLE_SIGN_ON = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC["server"]))] if OIDC["server"] else []
"""Browsers hold the leading on of a form to the policy of the page it stood on."""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *SINGLE_SIGN_ON],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

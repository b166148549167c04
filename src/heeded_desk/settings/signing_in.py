"""Who may sign in and how: passwords, lock-out, second step, single sign-on. Why stands in decision 0023."""

from datetime import timedelta

from heeded_desk.settings.environment import HTTPS, OIDC, PROXIES, SECOND_FACTOR  # noqa: F401

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "heeded_desk.members.passwords.NotLikeYourself"},
    {"NAME": "heeded_desk.members.passwords.LongEnough"},
    {"NAME": "heeded_desk.members.passwords.NotTooLong"},
    {"NAME": "heeded_desk.members.passwords.NotOfThePlace"},
    {"NAME": "heeded_desk.members.passwords.NotCommon"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

ACCOUNT_ADAPTER = "heeded_desk.members.adapters.SignInAdapter"
ACCOUNT_FORMS = {"login": "heeded_desk.members.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
"""Its limits are kept by each process on its own; those below are in the database and hold for all."""

AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
"""Either alone locks: one user name tried from many addresses, many user names tried from one."""
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "heeded_desk.members.lock_out.kept_name"
AXES_CLIENT_IP_CALLABLE = "heeded_desk.members.lock_out.address_of"
AXES_LOCKOUT_CALLABLE = "heeded_desk.members.lock_out.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
"""Who signed in stands in the audit."""
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

MFA_ADAPTER = "heeded_desk.members.adapters.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "heeded_desk.members.forms.SecondStepForm",
    "authenticate_webauthn": "heeded_desk.members.forms.PasskeyStepForm",
    "reauthenticate": "heeded_desk.members.forms.CodeAgainForm",
    "reauthenticate_webauthn": "heeded_desk.members.forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Heeded"
MFA_TOTP_TOLERANCE = 1
"""Steps of thirty seconds, for a telephone whose clock is a little off."""
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
"""Browsers offer passkeys over plain http on localhost alone."""

SOCIALACCOUNT_ADAPTER = "heeded_desk.members.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "force",
                    "name": OIDC["name"] or "your force",
                    "client_id": OIDC["client_id"],
                    "secret": OIDC["client_secret"],
                    "settings": {"server_url": OIDC["server"]},
                }
            ],
        }
    }
    if OIDC["server"]
    else {}
)

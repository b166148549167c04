"""The force's own OpenID Connect server: django-allauth speaks with it, and here its answer is held to be its own.

allauth takes the server's word where it came over TLS, without looking at the signature, and sends no nonce.
"""

import secrets
from urllib.parse import urlencode

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponseBase
from requests import RequestException

NONCE = "single_sign_on_nonce"
SIGNED_WITH = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
"""Signatures with a key that the server alone has; never a shared secret, never none."""


class ForceServer(OpenIDConnectOAuth2Adapter):
    """Speaks with the server; raises OAuth2Error where what it says of somebody cannot be relied on."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: object) -> SocialLogin:
        """Give who signed in, as two answers of the server agree on."""
        if not kwargs["response"].get("id_token"):  # type: ignore[attr-defined]
            raise OAuth2Error("The server sent no signed token.")
        found = super().complete_login(request, app, token, **kwargs)
        told = found.account.extra_data
        if told["id_token"].get("sub") != told.get("userinfo", told["id_token"]).get("sub"):
            raise OAuth2Error("The server spoke of two people.")
        return found

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, object]:
        """Give what a token says once its signature, issuer, audience, time and nonce are right."""
        try:
            head = jwt.get_unverified_header(id_token)
        except jwt.PyJWTError as error:
            raise OAuth2Error("This is no token.") from error
        if head.get("alg") not in SIGNED_WITH or "kid" not in head:
            raise OAuth2Error("The token is not signed with a key of the server.")
        told: dict[str, object] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not secrets.compare_digest(str(told.get("nonce", "")), self.request.session.pop(NONCE, secrets.token_hex())):
            raise OAuth2Error("The token answers another request.")
        return told


def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send the browser to the server, with a nonce that its answer must hold."""
    request.session[NONCE] = secrets.token_urlsafe(32)
    request.GET = request.GET.copy()
    request.GET["auth_params"] = urlencode({"nonce": request.session[NONCE]})
    return _through(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take what the server sent the browser back with, and sign the member in."""
    return _through(OAuth2CallbackView, request, provider_id)


def _through(view: type, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Let the view answer; where the server cannot be reached, or leads on to elsewhere, that is said in a sentence."""
    try:
        answer: HttpResponseBase = view.adapter_view(ForceServer(request, provider_id))(request)
    except RequestException:
        get_adapter().on_authentication_error(request, provider_id)
    return answer

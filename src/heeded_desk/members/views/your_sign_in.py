"""Your sign-in: password, second step, recovery codes. What changes a second factor is django-allauth's view."""

from allauth.account.views import reauthenticate
from allauth.mfa.base.views import reauthenticate as code_again
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView, generate_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn, reauthenticate_webauthn, remove_webauthn
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from heeded_desk.members.actions.sign_in import change_own_password
from heeded_desk.members.ending import open_sessions
from heeded_desk.members.forms import OwnPasswordForm
from heeded_desk.members.passwords import HELP
from heeded_desk.members.recovery_codes import to_show
from heeded_desk.members.settled import needs_second_factor
from heeded_desk.places import anybody_signed_in, guarded

mine = guarded(anybody_signed_in, settled=False)


@mine
def your_sign_in(request: HttpRequest) -> HttpResponse:
    """Show how the member signs in, and what may be changed about it."""
    held = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    of = {kind: [f for f in held if f.type == kind] for kind in Authenticator.Type.values}
    codes = [len(f.wrap().get_unused_codes()) for f in of[Authenticator.Type.RECOVERY_CODES]]
    shown = {"apps": of[Authenticator.Type.TOTP], "passkeys": of[Authenticator.Type.WEBAUTHN]}
    shown |= {"codes_left": codes[0] if codes else None, "needed": needs_second_factor(request.user)}
    shown |= {"sessions": open_sessions(request.user), "present": request.session.session_key}
    return render(request, "members/your_sign_in.html", shown)


@sensitive_post_parameters()
@never_cache
@mine
def your_password(request: HttpRequest) -> HttpResponse:
    """Let the member choose another password, and end their sessions elsewhere."""
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_own_password(by=request.user, password=form.cleaned_data["new_password1"], request=request)
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return redirect("your-sign-in")
    shown = {"form": form, "help": HELP, "first": request.user.must_change_password}
    return render(request, "members/your_password.html", shown)


class RecoveryCodesPage(ViewRecoveryCodesView):
    """The codes that were just made, this once; else how many are left."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the codes, where there are any to be shown."""
        shown = super().get_context_data(**kwargs)
        codes = to_show(self.request)
        return shown | {"can_view_codes": bool(codes), "unused_codes": codes or shown["unused_codes"]}


again = never_cache(mine(reauthenticate))
again_by_code = never_cache(mine(code_again))
again_by_passkey = never_cache(mine(reauthenticate_webauthn))
add_app = never_cache(mine(activate_totp))
remove_app = never_cache(mine(deactivate_totp))
add_passkey = never_cache(mine(add_webauthn))
remove_passkey = never_cache(mine(remove_webauthn))
recovery_codes = never_cache(mine(RecoveryCodesPage.as_view()))
new_recovery_codes = never_cache(mine(generate_recovery_codes))

"""Signing in and out, one's own sign-in, and the members of a force.

Names that begin with `account_` and `mfa_` are those by which django-allauth looks for its pages.
"""

from django.conf import settings
from django.urls import path

from heeded_desk.members.views import member, members, sign_in, your_sessions, your_sign_in

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-in", sign_in.sign_in, name="account_login"),
    path("sign-in/second-step", sign_in.second_step, name="mfa_authenticate"),
    path("sign-in/closed", sign_in.inactive, name="account_inactive"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("your-sign-in", your_sign_in.your_sign_in, name="your-sign-in"),
    path("your-sign-in", your_sign_in.your_sign_in, name="mfa_index"),
    path("your-sign-in", your_sign_in.your_sign_in, name="mfa_list_webauthn"),
    path("your-sign-in/password", your_sign_in.your_password, name="your-password"),
    path("your-sign-in/password", your_sign_in.your_password, name="account_change_password"),
    path("your-sign-in/again", your_sign_in.again, name="account_reauthenticate"),
    path("your-sign-in/again/code", your_sign_in.again_by_code, name="mfa_reauthenticate"),
    path("your-sign-in/again/passkey", your_sign_in.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("your-sign-in/app", your_sign_in.add_app, name="mfa_activate_totp"),
    path("your-sign-in/app/remove", your_sign_in.remove_app, name="mfa_deactivate_totp"),
    path("your-sign-in/passkey", your_sign_in.add_passkey, name="mfa_add_webauthn"),
    path("your-sign-in/passkey/<int:pk>/remove", your_sign_in.remove_passkey, name="mfa_remove_webauthn"),
    path("your-sign-in/recovery-codes", your_sign_in.recovery_codes, name="mfa_view_recovery_codes"),
    path("your-sign-in/recovery-codes/new", your_sign_in.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("your-sign-in/sessions/<slug:which>/end", your_sessions.end, name="your-session-end"),
    path("members", members.members, name="members"),
    path("members/add", members.add, name="member-add"),
    path("members/<int:pk>", member.member, name="member"),
    path("members/<int:pk>/role", member.role, name="member-role"),
    path("members/<int:pk>/sign-in", member.activity, name="member-activity"),
    path("members/<int:pk>/password", member.new_password, name="member-password"),
    path("members/<int:pk>/second-factor", member.second_factor, name="member-second-factor"),
    path("members/<int:pk>/sessions", member.sessions, name="member-sessions"),
]

if settings.SOCIALACCOUNT_PROVIDERS:
    from heeded_desk.members.views import single_sign_on

    urlpatterns += single_sign_on.urlpatterns

"""Keys to the API, for an administrator: those there are, one more, an end to one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heeded_desk.contact.actions.keys import end_key, keys_of, make_key, name_of, signing_secret
from heeded_desk.contact.forms import KeyForm
from heeded_desk.contact.models import Scope
from heeded_desk.contact.policies import may_keep_keys
from heeded_desk.deliveries.told import now
from heeded_desk.places import guarded


@never_cache
@guarded(may_keep_keys)
def keys(request: HttpRequest) -> HttpResponse:
    """Show the keys of the force and the form for another; where one was made, its text this once."""
    today = timezone.localdate()
    form = KeyForm(request.POST if request.method == "POST" else None, today)
    shown: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        key, text = make_key(by=request.user, now=now(), **given)
        made = {"key": key, "text": text, "name": name_of(key), "secret": signing_secret(key)}
        return render(request, "contact/key_made.html", made)
    shown |= {"form": form, "keys": keys_of(request.user.force), "scopes": Scope, "today": today}
    return render(request, "contact/keys.html", shown)


@require_POST
@guarded(may_keep_keys)
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a key at once."""
    end_key(by=request.user, number=number, now=now())
    messages.success(request, "The key opens nothing any more.")
    return redirect("api-keys")

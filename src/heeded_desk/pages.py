"""The templates of the desk: GOV.UK components, our own pages, and the account as the engine writes it."""

from pathlib import Path

import jinja2
from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script

from heeded.explain.pages import environment as explaining
from heeded_desk.alerts.policies import may_hand_over, may_see_alerts, may_see_clocks
from heeded_desk.alerts.queries import open_count
from heeded_desk.contact.policies import may_keep_keys, may_look_up
from heeded_desk.figures.policies import may_see_figures
from heeded_desk.glossary import meaning
from heeded_desk.members import policies
from heeded_desk.members.models import Member
from heeded_desk.records.policies import may_see_records

HERE = Path(__file__).parent
APPS = ("members", "audit", "cases", "decisions", "deliveries", "contact", "alerts", "figures", "records", "running")


def environment(**options: object) -> jinja2.Environment:
    """Give the environment that Django fills pages with; the parts of an account are the engine's own templates."""
    explain = explaining()
    ours = [HERE / "jinja2", *(HERE / app / "jinja2" for app in APPS)]
    loader = jinja2.ChoiceLoader(
        [
            jinja2.FileSystemLoader(ours),
            explain.loader,
            jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    made = jinja2.Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=bool(options.get("auto_reload")),
    )
    made.filters |= {name: explain.filters[name] for name in explain.filters if name not in made.filters}
    made.globals |= {name: value for name, value in explain.globals.items() if name not in made.globals}
    made.globals |= {
        "static": static,
        "url": reverse,
        "messages_of": messages_of,
        "places_of": places_of,
        "localtime": timezone.localtime,
        "json_script": json_script,
        "meaning": meaning,
    }
    return made


PLACES = (
    ("worklist", "Worklist", policies.may_see_worklist),
    ("first-contact", "First contact", may_look_up),
    ("today", "Today", may_see_clocks),
    ("alerts", "Alerts", may_see_alerts),
    ("questions", "Questions", policies.may_decide),
    ("hand-over", "Hand-over", may_hand_over),
    ("deliveries", "Deliveries", policies.may_deliver),
    ("records", "Records", may_see_records),
    ("figures", "Figures", may_see_figures),
    ("audit", "Audit", policies.may_audit),
    ("members", "Members", policies.may_administer),
    ("api-keys", "API keys", may_keep_keys),
)
"""What the head of each page leads to, for those who may."""
COUNTS = {"alerts": open_count}
"""What waits at a place, said beside its name."""


def places_of(request: HttpRequest) -> list[dict[str, object]]:
    """Give the places that this member may see, the present one marked; none while there is something to do first."""
    if not request.user.is_authenticated or getattr(request, "to_do", ""):
        return []
    here = request.resolver_match.url_name if request.resolver_match else ""
    allowed = [(name, text) for name, text, policy in PLACES if policy(request.user)]
    return [{"href": reverse(n), "text": _counted(n, text, request.user), "active": n == here} for n, text in allowed]


def _counted(name: str, text: str, member: Member) -> str:
    """Give the name of a place with the count of what waits there, where there is any."""
    waiting = COUNTS[name](member) if name in COUNTS else ""
    return f"{text} ({waiting})" if waiting else text


def messages_of(request: HttpRequest) -> list[str]:
    """Give what is to be told to this member on this page, once."""
    return [str(message) for message in messages.get_messages(request)]

"""First contact: what is on file, while the caller is on the line."""

from django.urls import path

from heeded_desk.contact.api.routes import urls as api_urls
from heeded_desk.contact.views import keys
from heeded_desk.contact.views.first_contact import first_contact

urlpatterns = [
    path("first-contact", first_contact, name="first-contact"),
    path("api-keys", keys.keys, name="api-keys"),
    path("api-keys/<int:number>/end", keys.end, name="api-key-end"),
    *api_urls(),
]

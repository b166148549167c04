"""The desk's addresses as they are where a force's own server is set."""

from heeded_desk.members.views import single_sign_on
from heeded_desk.urls import handler403, handler404, handler500, urlpatterns

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [*urlpatterns, *single_sign_on.urlpatterns]

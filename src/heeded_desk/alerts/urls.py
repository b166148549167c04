"""What must reach somebody today: alerts, clocks that run out, the hand-over of a shift."""

from django.urls import path

from heeded_desk.alerts.views import alerts, hand_over, mail, today

urlpatterns = [
    path("alerts", alerts.alerts, name="alerts"),
    path("alerts/seen", alerts.seen_together, name="alerts-seen"),
    path("alerts/<int:pk>/seen", alerts.seen, name="alert-seen"),
    path("alerts/e-mail", mail.choice, name="alert-mail"),
    path("members/<int:pk>/e-mail", mail.address, name="member-mail"),
    path("today", today.today, name="today"),
    path("hand-over", hand_over.hand_over, name="hand-over"),
    path("hand-over/done", hand_over.give, name="hand-over-give"),
    path("hand-over/file", hand_over.file, name="hand-over-file"),
    path("hand-over/<int:pk>", hand_over.handed, name="handed-over"),
    path("hand-over/<int:pk>/take", hand_over.take, name="hand-over-take"),
]

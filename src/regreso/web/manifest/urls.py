"""Addresses of the coordinator's manifests."""

from django.urls import path

from regreso.web.manifest import people, views

urlpatterns = [
    path("", views.trips, name="manifest-trips"),
    path("days/", views.days, name="manifest-days"),
    path("arrivals/", views.arrivals, name="manifest-arrivals"),
    path("events/", views.bring, name="manifest-bring"),
    path("uploads/", people.uploads, name="manifest-uploads"),
    path("recognitions/", people.recognitions, name="manifest-recognitions"),
    path(
        "recognitions/<uuid:recognition_id>/<slug:move>/",
        people.recognition_act,
        name="manifest-recognition-act",
    ),
    path("telephones/", people.devices, name="manifest-devices"),
    path("telephones/<uuid:device_id>/<slug:move>/", people.device_act, name="manifest-device-act"),
    path("trip/<uuid:trip_id>/", views.trip, name="manifest-trip"),
    path("trip/<uuid:trip_id>/people/", views.allot, name="manifest-allot"),
    path("trip/<uuid:trip_id>/<slug:move>/", views.trip_act, name="manifest-trip-act"),
    path("person/<uuid:standing_id>/", people.person, name="manifest-person"),
]

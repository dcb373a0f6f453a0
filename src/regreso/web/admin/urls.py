"""Addresses of the administrator's desk."""

from django.urls import path

from regreso.web.admin import accounts, health, hooks, opened, operations

_ONE = "operations/<uuid:operation_id>"
urlpatterns = [
    path("", operations.operations, name="admin"),
    path("operations/new/", operations.found, name="admin-found"),
    path(f"{_ONE}/", operations.operation, name="admin-operation"),
    path(f"{_ONE}/roles/", operations.ask, name="admin-ask"),
    path(f"{_ONE}/webhooks/", hooks.hooks, name="admin-hooks"),
    path(f"{_ONE}/webhooks/<slug:move>/", hooks.set_up, name="admin-hook-set-up"),
    path("webhooks/<uuid:hook_id>/<slug:move>/", hooks.hook_act, name="admin-hook-act"),
    path(f"{_ONE}/<slug:move>/", operations.operation_act, name="admin-operation-act"),
    path("roles/<uuid:grant_id>/<slug:move>/", operations.grant_act, name="admin-grant-act"),
    path("opened/", opened.opened, name="admin-opened"),
    path("opened/<uuid:glass_id>/<slug:move>/", opened.opened_act, name="admin-opened-act"),
    path("health/", health.signs, name="admin-health"),
    path("accounts/", accounts.accounts, name="admin-accounts"),
    path("accounts/<uuid:staff_id>/", accounts.one_account, name="admin-account"),
    path("accounts/<uuid:staff_id>/renew/", accounts.renew, name="admin-account-renew"),
    path("accounts/<uuid:staff_id>/close/", accounts.close, name="admin-account-close"),
]

"""Addresses of the deadlines: a board and a report for each role that has them, figures for two."""

from django.urls import path

from regreso.web.deadlines import figures
from regreso.web.deadlines.views import ROLES, pages

urlpatterns = []
for _name in ROLES:
    _board, _report = pages(_name)
    urlpatterns += [
        path(f"{_name}/", _board, name=f"deadlines-{_name}"),
        path(f"{_name}/report/", _report, name=f"deadlines-{_name}-report"),
    ]
for _name in ("auditor", "bureau"):
    urlpatterns.append(path(f"{_name}/figures/", figures.page(_name), name=f"figures-{_name}"))

"""The same enquiry, one question a screen: for small screens, tired eyes, and whoever is afraid of forms.

Each screen keeps what was said before it shows the next, so a lost connection or a closed browser loses
one answer at most. The form, its checks and the step behind it are those of the long page.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regreso.web.base.enquiry_form import SECTIONS, EnquiryForm, new_token
from regreso.web.base.forms import SeeOther
from regreso.web.family import drafts, views, visit
from regreso.web.family.opening import open_operations

SCREENS: tuple[tuple[str, ...], ...] = (
    ("operation",),
    ("as_written",),
    ("other_names",),
    ("sex",),
    ("birth", "age"),
    ("father", "mother"),
    ("birthplace", "settlement"),
    ("marks",),
    ("rank", "unit", "service_number"),
    ("last_date", "last_channel"),
    ("last_place", "last_said_destination"),
    ("last_with_whom", "last_circumstances"),
    ("last_latest_news",),
    ("enquirer_name", "pseudonymous", "relationship"),
    ("phone", "email"),
    ("safe_how", "safe_society", "safe_when", "safe_never"),
    ("note_to_sought",),
    ("store", "share_with_holding_side", "share_with_agency"),
)
_TITLES = {name: title for title, _words, names in SECTIONS for name in names}


@views.READ_AND_SEND
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One screen. Sent, it is kept and leads to the next; the last one sends the enquiry."""
    operations = list(open_operations())
    if not operations:
        return render(request, "family/not-now.html")
    request.operation = operations[0]  # type: ignore[attr-defined]  # ours: the layout asks whether it is a test
    screens = SCREENS if len(operations) > 1 else SCREENS[1:]
    if not 1 <= number <= len(screens):
        raise Http404
    here = screens[number - 1]
    if request.method == "POST" and "only_language" not in request.POST:
        if views.sent_already(request, request.POST.get("token", "")):
            return SeeOther(reverse("receipt"))
        drafts.keep(request, request.POST.dict(), of=("token", *here))
        if "park" in request.POST:
            return views.park(request, operations)
        return _next(request, screens, number)
    if request.method == "POST":  # another language in the middle of writing keeps every word
        drafts.keep(request, request.POST.dict(), of=("token", *here))
    visit.expect(request)
    return _page(request, views.form_kind(operations)(initial=_first(request)), screens, number)


def _next(request: HttpRequest, screens: tuple[tuple[str, ...], ...], number: int) -> HttpResponse:
    form = views.form_kind(list(open_operations()))(drafts.kept(request))
    here, wrong = screens[number - 1], set(form.errors)
    if wrong & set(here):
        return _page(request, form, screens, number)
    if number < len(screens):
        return SeeOther(reverse("question", args=[number + 1]))
    for at, names in enumerate(screens, 1):
        if wrong & set(names):  # skipped long ago, and needed
            messages.error(request, _("One thing is still missing before this can be sent."))
            return SeeOther(reverse("question", args=[at]))
    return views.sent(request, form, page=lambda form: _page(request, form, screens, number))


def _first(request: HttpRequest) -> dict[str, object]:
    return {"token": new_token(), **drafts.kept(request)}


def _page(
    request: HttpRequest, form: EnquiryForm, screens: tuple[tuple[str, ...], ...], number: int
) -> HttpResponse:
    here = screens[number - 1]
    for name in set(form.errors) - {*here, "__all__"}:
        del form.errors[name]  # of screens that are still to come
    for name in [name for name in form.fields if name not in {*here, "token"}]:
        del form.fields[name]
    shown = {
        "form": form,
        "title": _TITLES.get(here[0], ""),
        "number": number,
        "of": len(screens),
        "back": reverse("question", args=[number - 1]) if number > 1 else reverse("ask"),
        "last": number == len(screens),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "family/question.html", shown, status=status)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The long form as it stands, sent by the page itself while she writes. Says nothing back."""
    drafts.keep(request, request.POST.dict())
    return HttpResponse(status=204)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Nothing of what was written stays here."""
    drafts.forget(request)
    messages.success(request, _("What you had written is deleted."))
    return redirect("ask")

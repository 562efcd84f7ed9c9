"""The people of the vault, for its owners: the list with a form for one more, and a page for each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from insightvault.accounts import people as vault
from insightvault.accounts.forms import NewNameForm
from insightvault.accounts.guarding.attempts import NAME_MAX_CHARS
from insightvault.accounts.models import User
from sessions_memory.web.sent import chosen

AT_ONCE = 50
Deed = Callable[[User, User], None]
# By the button: what is done, and what is said of it.
DEEDS: dict[str, tuple[Deed, Promise]] = {
    "off": (vault.switch_off, _("Switched off. Logged out everywhere; API tokens are revoked.")),
    "on": (vault.switch_on, pgettext_lazy("a person", "Switched on.")),
    "owner": (lambda person, by: vault.let_own(person, by, owns=True), _("This person is an owner now.")),
    "no-owner": (lambda person, by: vault.let_own(person, by, owns=False), _("This person is no longer an owner.")),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    owner = _owner(request)
    form = NewNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _with_link(request, form.save(), owner)

    rows = list(vault.in_order(chosen(request.GET, "after")[:NAME_MAX_CHARS])[: AT_ONCE + 1])
    more = f"?{urlencode({'after': rows[AT_ONCE - 1].username})}" if len(rows) > AT_ONCE else ""
    context = {"form": form, "people": rows[:AT_ONCE], "next_url": more}

    return render(request, "accounts/people.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    owner, one = _owner(request), get_object_or_404(User, pk=pk)
    wish = chosen(request.POST, "do")
    if wish == "link" and one.is_active:
        return _with_link(request, one, owner)
    if wish not in DEEDS:
        return _page(request, one)

    deed, said = DEEDS[wish]
    try:
        deed(one, owner)
        messages.success(request, str(said))
    except vault.Refused as error:
        messages.error(request, str(error))
    return redirect("accounts:person", pk=pk)


def _with_link(request: HttpRequest, one: User, owner: User) -> HttpResponse:
    """Shows the link in this response alone; it is kept nowhere."""
    link = request.build_absolute_uri(vault.password_link(one, owner))
    ends_at = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return _page(request, one, link=link, ends_at=ends_at)


def _page(request: HttpRequest, one: User, **given: Any) -> HttpResponse:
    return render(request, "accounts/person.html", {"person": one, "is_self": one == request.user, **given})


def _owner(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    if not request.user.is_superuser:
        raise PermissionDenied

    return request.user

"""The account in parts, each a page: you, memory and privacy, access. Your data is a page of the sessions' app."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from chat.forms import HelpRegionForm
from chat.growth.turns import allows
from chat.model_server.servers.encoder import embedding_connection
from chat.model_server.servers.stored import connected
from chat.models import preferences_of
from insightvault.accounts import browsers
from insightvault.accounts.forms import NewPasswordForm, ProfileForm, TokenForm
from insightvault.accounts.middleware import CHOSEN_ZONE
from insightvault.accounts.models import ApiToken, TooManyTokens, User
from insightvault.accounts.pages.cookies import keep
from insightvault.accounts.passwords import takes_password
from insightvault.accounts.programs import program_days
from sessions_memory.admin.audit import readings_of
from sessions_memory.growth.coming_back.days import is_shown
from sessions_memory.growth.keeping import marks


@login_required
@require_safe
@never_cache
def you(request: HttpRequest) -> HttpResponse:
    theme = request.COOKIES.get("theme", "")
    return _you(request, ProfileForm(instance=_person(request), initial={"theme": theme}))


@login_required
@require_POST
def profile(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = ProfileForm(request.POST, instance=person)
    if not form.is_valid():
        return _you(request, form, status=422)

    form.save()
    # Their days begin at another hour.
    marks.changed(person.pk)
    messages.success(request, _("Saved."))
    response = redirect("accounts:account")

    keep(response, CHOSEN_ZONE, person.time_zone)
    keep(response, settings.LANGUAGE_COOKIE_NAME, person.language)
    if "theme" in request.POST:
        keep(response, "theme", form.cleaned_data["theme"])
    return response


@login_required
@require_safe
@never_cache
def memory_and_privacy(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    preferences = preferences_of(person)
    servers = connected().connections
    context = {
        "uses_memory": preferences.uses_memory,
        "shows_on_this_day": is_shown(person.pk),
        "privacy": {
            "titles": preferences.titles_by_model,
            "summaries": preferences.summaries_by_model,
            "growth": allows(person.pk),
            "embeddings": preferences.embeddings_by_model,
            "secrets": preferences.masks_secrets,
        },
        "secrets_are_set": settings.MASK_SECRETS_IS_SET,
        "secrets_setting": settings.MASK_SECRETS,
        "embedding": embedding_connection(),
        "servers": servers,
        "hosts": _one_of([server.host for server in servers]),
        "readings": readings_of(person),
    }

    return render(request, "accounts/memory_and_privacy.html", context)


@login_required
@require_safe
@never_cache
def access(request: HttpRequest) -> HttpResponse:
    return _access(request)


@sensitive_post_parameters()
@login_required
@require_POST
@takes_password(is_guess=True)
def password_change(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(_person(request), request.POST)
    if not form.is_valid():
        return _access(request, status=422, password_form=form)

    update_session_auth_hash(request, form.save())
    messages.success(request, f"{_('Password changed. Other browsers are logged out.')} {_of_tokens(form)}".strip())
    return redirect("accounts:access")


@login_required
@require_POST
def token_create(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = TokenForm(request.POST, user=person)
    if not form.is_valid():
        return _access(request, status=422, token_form=form)
    try:
        _token, text = ApiToken.objects.create_for(person, form.cleaned_data["name"], **form.limits)
    except TooManyTokens as error:
        form.add_error("name", str(error))
        return _access(request, status=422, token_form=form)
    return _access(request, new_token=text)


@login_required
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(_person(request).api_tokens, pk=pk).delete()
    messages.success(request, _("Token revoked."))
    return redirect("accounts:access")


@login_required
@require_POST
def browser_log_out(request: HttpRequest, mark: str) -> HttpResponse:
    if not browsers.log_out(_person(request), mark, request.session.session_key):
        raise Http404

    messages.success(request, _("That browser is logged out."))
    return redirect("accounts:access")


@login_required
@require_POST
def browsers_log_out(request: HttpRequest) -> HttpResponse:
    browsers.log_out_others(_person(request), request.session.session_key)
    messages.success(request, _("All other browsers are logged out."))
    return redirect("accounts:access")


def _you(request: HttpRequest, form: ProfileForm, *, status: int = 200) -> HttpResponse:
    region = preferences_of(_person(request)).help_region
    context = {"profile_form": form, "help_form": HelpRegionForm(initial={"help_region": region})}

    return render(request, "accounts/account.html", context, status=status)


def _one_of(hosts: list[str]) -> SafeString:
    """ "a", "a or b", "a, b or c"."""
    marked = [format_html('<b class="host">{}</b>', host) for host in hosts]
    if len(marked) < 2:
        return format_html_join("", "{}", zip(marked))

    before = format_html_join(", ", "{}", zip(marked[:-1]))
    return format_html(_("{before} or {last}"), before=before, last=marked[-1])


def _of_tokens(form: NewPasswordForm) -> str:
    if form.revokes_tokens:
        return _("Your API tokens are revoked.")
    return _("Your API tokens keep working.") if form.user.api_tokens.exists() else ""


def _access(request: HttpRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    person = _person(request)
    context = {
        "password_form": NewPasswordForm(person),
        "token_form": TokenForm(user=person),
        "tokens": person.api_tokens.select_related("area", "grant"),
        "program_days": program_days(person),
        "browsers": browsers.logged_in(person, request.session.session_key),
        "new_token": "",
        **given,
    }

    response = render(request, "accounts/access.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

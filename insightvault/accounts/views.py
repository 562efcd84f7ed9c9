"""Pages of a person's account: first run, login, sign-up, the account page, tokens."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat.forms import HelpRegionForm
from chat.growth.turns import allows
from chat.model_server.servers.encoder import embedding_connection
from chat.model_server.servers.stored import connected
from chat.models import preferences_of
from chat.pages.pending_question import carry
from insightvault.accounts.first_run import is_first_run, is_setup_token, make_owner
from insightvault.accounts.forms import (
    LeaveForm,
    LoginForm,
    NewPasswordForm,
    NewPersonForm,
    ProfileForm,
    ResetForm,
    TokenForm,
)
from insightvault.accounts.leaving import leave, why_not
from insightvault.accounts.middleware import remember_zone
from insightvault.accounts.models import ApiToken, TooManyTokens, User
from insightvault.accounts.passwords import takes_password
from insightvault.accounts.programs import program_days
from sessions_memory import lifecycle
from sessions_memory.admin.audit import readings_of
from sessions_memory.deletion.previewing import preview
from sessions_memory.growth.coming_back.days import is_shown
from sessions_memory.growth.keeping import marks
from sessions_memory.models import Deletion
from sessions_memory.states import Scope
from sessions_memory.web.sent import written

YEAR_SECONDS = 365 * 24 * 3600
# Django's views of forms take PUT for POST, which counts no attempt.
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@method_decorator(FORM_METHODS, name="dispatch")
@method_decorator(takes_password(is_guess=True), name="dispatch")
class Login(auth_views.LoginView):
    redirect_authenticated_user = True
    form_class = LoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = {"question": written(self.request.POST, "question"), "signup_open": settings.SIGNUP_OPEN}
        return super().get_context_data(**kwargs) | sent | {"is_new": is_first_run()}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        carry(self.request)
        remember_zone(form.get_user(), self.request)

        return response


@method_decorator(FORM_METHODS, name="dispatch")
class Logout(auth_views.LogoutView):
    """Logging out ends the open session."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            lifecycle.leave(request.user)

        return super().post(request, *args, **kwargs)


@method_decorator(FORM_METHODS, name="dispatch")
@method_decorator(takes_password(), name="dispatch")
class PasswordReset(auth_views.PasswordResetConfirmView):
    """Opened by the link that the owner makes in the admin."""

    template_name = "accounts/password_reset.html"
    form_class = ResetForm
    success_url = reverse_lazy("login")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_password()
def setup(request: HttpRequest, token: str) -> HttpResponse:
    if not is_setup_token(token):
        raise Http404

    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        owner = form.save(commit=False)
        if not make_owner(owner):
            raise Http404

        login(request, owner, backend=settings.PERSON_BACKEND)
        remember_zone(owner, request)
        return redirect("chat:home")

    return render(request, "accounts/setup.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_password()
def signup(request: HttpRequest) -> HttpResponse:
    if not settings.SIGNUP_OPEN:
        raise Http404

    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        login(request, person, backend=settings.PERSON_BACKEND)
        remember_zone(person, request)

        return redirect("chat:home")

    return render(request, "registration/signup.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    return _page(request)


@login_required
@require_POST
def profile(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = ProfileForm(request.POST, instance=person)
    if not form.is_valid():
        return _page(request, profile_form=form)

    form.save()
    # Their days begin at another hour.
    marks.changed(person.pk)
    messages.success(request, "Saved.")
    response = redirect("accounts:account")

    if person.time_zone:
        path = settings.SESSION_COOKIE_PATH
        response.set_cookie("timezone", person.time_zone, max_age=YEAR_SECONDS, samesite="Lax", path=path)
    else:
        response.delete_cookie("timezone")

    return response


@sensitive_post_parameters()
@login_required
@require_POST
@takes_password(is_guess=True)
def password_change(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(_person(request), request.POST)
    if not form.is_valid():
        return _page(request, password_form=form)

    update_session_auth_hash(request, form.save())
    messages.success(request, "Password changed. Other browsers are logged out. " + _of_tokens(form))
    return redirect("accounts:account")


@login_required
@require_POST
def token_create(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = TokenForm(request.POST, user=person)
    if not form.is_valid():
        return _page(request, token_form=form)
    try:
        _, text = ApiToken.objects.create_for(person, form.cleaned_data["name"], **form.limits)
    except TooManyTokens as error:
        form.add_error("name", str(error))
        return _page(request, token_form=form)
    return _page(request, new_token=text, status=200)


@login_required
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(_person(request).api_tokens, pk=pk).delete()
    messages.success(request, "Token revoked.")
    return redirect("accounts:account")


@sensitive_post_parameters()
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_password(is_guess=True)
def delete(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = LeaveForm(request.POST or None, person=person)

    if request.method == "POST" and form.is_valid():
        deletion = leave(person)
        logout(request)
        return redirect(deletion)

    context = {
        "form": form,
        "preview": preview(Deletion(user=person, scope=Scope.ACCOUNT)),
        "deletion": Deletion(scope=Scope.ACCOUNT),
        "stays_in_log": person.logentry_set.exists(),
        "why_not": why_not(person),
    }

    return render(request, "accounts/delete.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def deleted(request: HttpRequest, key: str) -> HttpResponse:
    """Anybody with the address may see it: the person whose account it was can't log in any more."""
    deletion = get_object_or_404(Deletion, key=key, scope=Scope.ACCOUNT)
    fragment = "sessions_memory/_deletion.html"
    is_fragment = bool(request.headers.get("HX-Request"))

    return render(request, fragment if is_fragment else "accounts/deleted.html", {"deletion": deletion})


def _of_tokens(form: NewPasswordForm) -> str:
    if form.revokes_tokens:
        return "Your API tokens are revoked."
    return "Your API tokens keep working." if form.user.api_tokens.exists() else ""


def _page(request: HttpRequest, *, status: int | None = None, **given: Any) -> HttpResponse:
    person = _person(request)
    preferences = preferences_of(person)
    context = {
        "profile_form": ProfileForm(instance=person),
        "password_form": NewPasswordForm(person),
        "token_form": TokenForm(user=person),
        "tokens": person.api_tokens.select_related("area"),
        "program_days": program_days(person),
        "new_token": "",
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
        "help_form": HelpRegionForm(initial={"help_region": preferences.help_region}),
        "servers": connected().connections,
        "readings": readings_of(person),
        **given,
    }

    response = render(request, "accounts/account.html", context, status=status or (422 if given else 200))
    response["Cache-Control"] = "no-store"
    return response


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

"""Pages on which an account begins and ends: first run, login, sign-up, a reset link, leaving."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from chat.pages.pending_question import carry
from insightvault.accounts.browsers import name_browser
from insightvault.accounts.first_run import is_first_run, is_setup_token, make_owner
from insightvault.accounts.forms import (
    LeaveForm,
    LoginForm,
    NewPersonForm,
    ResetForm,
)
from insightvault.accounts.leaving import leave, why_not
from insightvault.accounts.middleware import remember_zone
from insightvault.accounts.models import User
from insightvault.accounts.pages.cookies import keep
from insightvault.accounts.passwords import takes_password
from insightvault.server.csp import OPENED_BY_OTHERS
from sessions_memory import lifecycle
from sessions_memory.deletion.previewing import preview
from sessions_memory.models import Deletion
from sessions_memory.states import Scope
from sessions_memory.web.sent import written

# Django's views of forms take PUT for POST, which counts no attempt.
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@method_decorator(FORM_METHODS, name="dispatch")
@method_decorator(takes_password(is_guess=True), name="dispatch")
class Login(auth_views.LoginView):
    redirect_authenticated_user = True
    form_class = LoginForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        # On the way to let a program in.
        if self.get_redirect_url().startswith(reverse("oauth-authorize")):
            for name, value in OPENED_BY_OTHERS.items():
                response[name] = value

        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = {"question": written(self.request.POST, "question"), "signup_open": settings.SIGNUP_OPEN}
        return super().get_context_data(**kwargs) | sent | {"is_new": is_first_run()}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        name_browser(self.request.session, self.request.headers.get("User-Agent", ""))
        carry(self.request)
        remember_zone(form.get_user(), self.request)
        keep(response, settings.LANGUAGE_COOKIE_NAME, form.get_user().language)

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
    """Opened by the link that an owner makes; nobody who is switched off comes in by one."""

    template_name = "accounts/password_reset.html"
    form_class = ResetForm
    success_url = reverse_lazy("login")

    def get_user(self, uidb64: str) -> User | None:
        person = super().get_user(uidb64)
        return person if isinstance(person, User) and person.is_active else None


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

        _begin(request, owner)
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
        _begin(request, person)
        return redirect("chat:home")

    return render(request, "registration/signup.html", {"form": form}, status=422 if form.errors else 200)


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


def _begin(request: HttpRequest, person: User) -> None:
    login(request, person, backend=settings.PERSON_BACKEND)
    name_browser(request.session, request.headers.get("User-Agent", ""))
    remember_zone(person, request)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

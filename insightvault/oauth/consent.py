"""The page on which a person lets a program in, or does not.

What the program asks for and what its document says are looked at once, before the page; the page carries both to the
answer in a ticket that is signed for its person. A fault in a request is told to the person and to nobody else: whoever
made the request chose where a redirect would lead.
"""

from datetime import timedelta
from typing import Any

from asgiref.sync import sync_to_async
from csp.constants import HEADER
from csp.utils import build_policy
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from insightvault.accounts.guarding.attempts import Limit, TooManyAttempts, count_one
from insightvault.accounts.models import TooManyTokens, User
from insightvault.oauth import protocol
from insightvault.oauth.clients import Client, UnusableClient, host_of, is_on_this_machine, origin
from insightvault.oauth.fetching import fetch_client
from insightvault.oauth.forms import ConsentForm
from insightvault.oauth.protocol import Allowed, Unanswerable, Wanted
from sessions_memory.web.sent import chosen, written

QUERY_MAX_CHARS = 4000
TICKET_HOLDS = timedelta(minutes=15)
# Each may fetch a document from somewhere else.
OF_PERSON = Limit("oauth", 20, timedelta(minutes=10))
TOO_LONG = _("Its request is longer than any program needs.")
TOO_OFTEN = _("Programs asked for you too often. Try again in ten minutes.")
TOO_LATE = _("This page was open for too long, or belongs to another login. Begin again in the program.")


@login_required
async def authorize(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return await sync_to_async(_decided)(request)

    try:
        client = await _client(request)
    except UnusableClient as error:
        return await sync_to_async(_refused)(request, str(error))
    return await sync_to_async(_asked)(request, client)


async def _client(request: HttpRequest) -> Client:
    """Raises UnusableClient, also for a request that is none."""
    if len(request.META["QUERY_STRING"]) > QUERY_MAX_CHARS:
        raise UnusableClient(str(TOO_LONG))

    person = await request.auser()
    try:
        await sync_to_async(count_one)(OF_PERSON, str(person.pk))
    except TooManyAttempts:
        raise UnusableClient(str(TOO_OFTEN)) from None
    return await fetch_client(chosen(request.GET, "client_id"))


def _asked(request: HttpRequest, client: Client) -> HttpResponse:
    query = request.GET.urlencode()
    try:
        asked = protocol.wanted(query, client)
    except Unanswerable as error:
        return _refused(request, str(error))

    form = ConsentForm(user=_person(request), host=client.host, scope=asked.scope)
    return _page(request, form, client, asked, _ticket(request, query, client))


def _decided(request: HttpRequest) -> HttpResponse:
    ticket = written(request.POST, "ticket")
    try:
        told = signing.loads(ticket, salt=_salt(request), max_age=TICKET_HOLDS)
        client = Client(told["client_id"], told["name"], tuple(told["redirect_uris"]))
        asked = protocol.wanted(told["query"], client)
    except (signing.BadSignature, Unanswerable):
        return _refused(request, str(TOO_LATE))

    if "allow" not in request.POST:
        return HttpResponseRedirect(protocol.refuse(asked))

    form = ConsentForm(request.POST, user=_person(request), host=client.host, scope=asked.scope)
    if form.is_valid():
        try:
            return HttpResponseRedirect(protocol.allow(told["query"], client, _allowed(request, form)))
        except TooManyTokens as error:
            form.add_error(None, str(error))
    return _page(request, form, client, asked, ticket)


def _allowed(request: HttpRequest, form: ConsentForm) -> Allowed:
    return Allowed(_person(request), form.cleaned_data["name"], **form.limits)


def _page(request: HttpRequest, form: ConsentForm, client: Client, asked: Wanted, ticket: str) -> HttpResponse:
    returns_to, is_local = host_of(asked.redirect_uri), is_on_this_machine(asked.redirect_uri)
    context = {
        "form": form,
        "client": client,
        "ticket": ticket,
        "returns_to": returns_to,
        "is_on_this_machine": is_local,
        "goes_elsewhere": not is_local and returns_to != client.host,
    }

    response = render(request, "oauth/consent.html", context, status=422 if form.errors else 200)
    # Browsers hold the redirect after a form to the same rule as the form.
    policy: dict[str, Any] = {"form-action": [origin(asked.redirect_uri)]}
    response.headers[HEADER] = build_policy(update=policy)
    return response


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "oauth/refused.html", {"sentence": sentence}, status=400)


def _ticket(request: HttpRequest, query: str, client: Client) -> str:
    told = {"query": query, "client_id": client.client_id, "name": client.name, "redirect_uris": client.redirect_uris}
    return signing.dumps(told, salt=_salt(request), compress=True)


def _salt(request: HttpRequest) -> str:
    return f"{__name__}.{_person(request).pk}"


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

"""Each person decides what the model server may be sent, whether memory is used, and which helpline is shown."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat.forms import HelpRegionForm
from chat.growth.turns import switch
from chat.model_server.servers.encoder import embedding_connection
from chat.models import choose
from sessions_memory.web.requests import PersonRequest


@login_required
@require_POST
def privacy(request: PersonRequest) -> HttpResponse:
    # The form asks about embeddings only where they are made.
    embeddings = {"embeddings_by_model": "embeddings" in request.POST} if embedding_connection() else {}
    # The environment's word holds for everybody.
    secrets = {} if settings.MASK_SECRETS_IS_SET else {"masks_secrets": "secrets" in request.POST}
    choose(
        request.user,
        titles_by_model="titles" in request.POST,
        summaries_by_model="summaries" in request.POST,
        **embeddings,
        **secrets,
    )

    switch(request.user, asks_model="growth" in request.POST)

    messages.success(request, _("Saved."))
    return redirect("accounts:memory-and-privacy")


@login_required
@require_POST
def help_region(request: PersonRequest) -> HttpResponse:
    form = HelpRegionForm(request.POST)
    if form.is_valid():
        choose(request.user, help_region=form.cleaned_data["help_region"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["help_region"]))

    return redirect("accounts:account")


@login_required
@require_POST
def memory(request: PersonRequest) -> HttpResponse:
    uses_memory = "uses_memory" in request.POST
    choose(request.user, uses_memory=uses_memory)
    messages.success(request, _("Memory is on.") if uses_memory else _("Memory is off."))

    return redirect("accounts:memory-and-privacy")

"""Reviews: the list, one to read, and what the person makes of it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions_memory.forms import MakeReviewForm, ReviewForm
from sessions_memory.growth.reviews.making import make_on_demand
from sessions_memory.models import Review
from sessions_memory.models.growth import REVIEW_MAX_CHARS
from sessions_memory.pages.growth.reviews.lists import year_of
from sessions_memory.pages.growth.reviews.markdown import markdown
from sessions_memory.pages.growth.reviews.sections import sections_of
from sessions_memory.pages.growth.reviews.titles import file_name, title_of
from sessions_memory.pages.growth.reviews.written import blocks
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen


@login_required
@require_safe
@never_cache
def reviews(request: PersonRequest) -> HttpResponse:
    listed = year_of(request.user, chosen(request.GET, "year"))
    return render(request, "sessions_memory/reviews.html", {"listed": listed})


@login_required
@require_safe
@never_cache
def review(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    context = {
        "review": row,
        "title": title_of(row),
        "written": blocks(row.text),
        "sections": [] if row.is_edited else sections_of(request.user, row),
    }
    return render(request, "sessions_memory/review.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Begins with what was laid out; from then on it is the person's own."""
    row = _owned(request, pk)
    form = ReviewForm(request.POST or None, initial={"text": partial(_text, request, row)})
    if request.method == "POST" and form.is_valid():
        row.reword(form.cleaned_data["text"])
        messages.success(request, _("Saved."))
        return redirect("sessions_memory:review", row.pk)

    context = {"review": row, "title": title_of(row), "form": form, "limit": REVIEW_MAX_CHARS}
    return render(request, "sessions_memory/review_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def reset(request: PersonRequest, pk: int) -> HttpResponse:
    """Without the person's own text it is the laid out one again."""
    row = _owned(request, pk)
    row.reword("")
    messages.success(request, _("The review is back to how it was laid out."))
    return redirect("sessions_memory:review", row.pk)


@login_required
@require_safe
@never_cache
def export(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    return HttpResponse(
        _text(request, row),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name(row)}"'},
    )


@login_required
@require_POST
def make(request: PersonRequest) -> HttpResponse:
    """Of an older month: `first_day` is one of its days."""
    form = MakeReviewForm(request.POST)
    if not form.is_valid():
        return redirect("sessions_memory:reviews")

    made = make_on_demand(request.user.pk, form.days())
    if made is None:
        messages.info(request, _("Not enough came back in that month for a review."))
        return redirect("sessions_memory:reviews")

    return redirect("sessions_memory:review", made.pk)


def _owned(request: PersonRequest, pk: int) -> Review:
    return get_object_or_404(Review.objects.owned_by(request.user), pk=pk)


def _text(request: PersonRequest, review: Review) -> str:
    return review.text or markdown(title_of(review), sections_of(request.user, review))

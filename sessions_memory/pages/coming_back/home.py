"""What home shows of a person's own before they ask: what is known, where they were, and reasons to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.growth.coming_back.asking import own_question, questions_from_titles
from sessions_memory.models import Growth, ImportJob, Review
from sessions_memory.pages.coming_back.this_day import ThisDay, this_day
from sessions_memory.pages.counts import known_in_words
from sessions_memory.pages.growth.reviews.titles import title_of
from sessions_memory.pages.session_rows import SessionRow
from sessions_memory.sample.loading import Sample, state_of
from sessions_memory.web.urls import address


@dataclass(frozen=True)
class ReadyReview:
    url: str
    title: str


@dataclass(frozen=True)
class Home:
    """`known`: in words, "" at the first visit, where all but `sample` is empty.

    `questions`: one of their themes; whoever asked nothing here yet is offered some out of their own titles.
    """

    sample: Sample
    known: str = ""
    is_importing: bool = False
    this_day: ThisDay | None = None
    questions: Sequence[str] = ()
    last_open: SessionRow | None = None
    review: ReadyReview | None = None

    @property
    def waits_for_sample(self) -> bool:
        return self.sample == Sample.COMING


def home_of(
    user: AbstractBaseUser, sessions: Sequence[SessionRow], *, has_history: bool, has_asked: bool, today: date
) -> Home:
    """`sessions`: as the sidebar lists them. `has_asked`: here, and not elsewhere alone."""
    sample = state_of(user.pk)
    if not has_history:
        return Home(sample)

    return Home(
        sample=sample,
        known=known_in_words(user),
        is_importing=ImportJob.objects.owned_by(user).bringing_in().exists(),
        this_day=this_day(user, today),
        questions=_of_a_theme(user, today) if has_asked else questions_from_titles(user, today=today),
        last_open=next((row for row in sessions if not row.is_from_elsewhere), None),
        review=_ready_review(user),
    )


def _of_a_theme(user: AbstractBaseUser, today: date) -> list[str]:
    question = own_question(user, today=today)
    return [question.text] if question else []


def _ready_review(user: AbstractBaseUser) -> ReadyReview | None:
    """The latest one, if it was made since the person was last on the page of growth."""
    review = Review.objects.owned_by(user).newest_first().first()
    seen_at = Growth.objects.filter(user=user.pk).values_list("seen_at", flat=True).first()
    if review is None or (seen_at and review.created_at < seen_at):
        return None

    return ReadyReview(address("sessions_memory:review", review.pk), title_of(review))

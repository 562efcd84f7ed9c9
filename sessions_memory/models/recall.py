"""The search index of a person's interactions. Derived: `recall.index` writes it, and can build it anew.

It holds numbers of words, never words. An interaction lies first in a row of
its own; some hundreds at a time are then merged into postings, in which each
word has one row for a block of thousands of interactions.
"""

from django.conf import settings
from django.db import models

from sessions_memory.models.sessions import UserInteraction


class RecallIndex(models.Model):
    """The state of a person's index. A writer of the index locks this row."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="recall_index")
    # That of the words and of the rows' form; another one than the code's is built anew.
    version = models.PositiveIntegerField()
    is_complete = models.BooleanField(default=False)
    documents = models.PositiveIntegerField(default=0)
    # The next interaction gets this position; it counts removed ones, too.
    positions = models.PositiveIntegerField(default=0)
    # Those below are in postings.
    merged = models.PositiveIntegerField(default=0)
    # Another random number whenever blocks change, so that a process may keep what it read of them.
    generation = models.BigIntegerField(default=0)
    question_terms = models.PositiveBigIntegerField(default=0)
    answer_terms = models.PositiveBigIntegerField(default=0)
    # Codes with spaces between.
    languages = models.CharField(max_length=100, blank=True)

    class Meta:
        db_table = "recall_index"

    def __str__(self) -> str:
        return f"index of user {self.user_id}"


class IndexedInteraction(models.Model):
    """One interaction's place, facts and terms: enough to take it out again without a trace."""

    interaction = models.OneToOneField(UserInteraction, models.CASCADE, primary_key=True, related_name="indexed")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    facts = models.BinaryField()
    terms = models.BinaryField()

    class Meta:
        db_table = "recall_interactions"
        constraints = [models.UniqueConstraint(fields=["user", "position"], name="recall_position_taken_once")]

    def __str__(self) -> str:
        return f"interaction {self.interaction_id} in the index"


class IndexBlock(models.Model):
    """The facts of a block of merged interactions, in order of position."""

    pk = models.CompositePrimaryKey("user_id", "block")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    block = models.PositiveIntegerField()
    facts = models.BinaryField()

    class Meta:
        db_table = "recall_blocks"

    def __str__(self) -> str:
        return f"block {self.block} of user {self.user_id}"


class Posting(models.Model):
    """The places of a term in a block, and its counts."""

    pk = models.CompositePrimaryKey("user_id", "block", "term")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    block = models.PositiveIntegerField()
    term = models.BigIntegerField()
    places = models.BinaryField()

    class Meta:
        db_table = "recall_postings"

    def __str__(self) -> str:
        return f"posting of block {self.block} of user {self.user_id}"


class RecallVector(models.Model):
    """One interaction's question and answer as vectors of `size` signed bytes each, one after the other."""

    interaction = models.OneToOneField(UserInteraction, models.CASCADE, related_name="vector")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    model = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    numbers = models.BinaryField()

    class Meta:
        db_table = "recall_vectors"
        indexes = [
            models.Index(fields=["user", "id"], name="recall_vectors_by_user"),
            # How far they are is counted without reading them.
            models.Index(fields=["model"], name="recall_vectors_by_model"),
        ]

    def __str__(self) -> str:
        return f"vectors of interaction {self.interaction_id}"

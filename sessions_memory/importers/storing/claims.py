"""What a file says of growth, kept as it came until the person restores it."""

import json
from collections.abc import Sequence

import orjson

from sessions_memory.importers.mapping.values import Claimed
from sessions_memory.models import Claim, ImportJob

CLAIMS_MAX = 20_000


def keep_claims(job: ImportJob, claims: Sequence[Claimed]) -> None:
    """Those that an earlier file of the person's made under the same names go: the later one stands."""
    if not claims:
        return

    mine = Claim.objects.owned_by(job.user)
    for kind in {claim.kind for claim in claims}:
        names = [claim.name for claim in claims if claim.kind == kind]
        mine.exclude(job=job).filter(kind=kind, name__in=names).delete()

    room = max(0, CLAIMS_MAX - mine.filter(job=job).count())
    Claim.objects.bulk_create((_row(job, claim) for claim in claims[:room]), ignore_conflicts=True)


def _row(job: ImportJob, claim: Claimed) -> Claim:
    kept = json.loads(orjson.dumps(dict(claim.kept)))
    return Claim(job=job, user_id=job.user_id, kind=claim.kind, name=claim.name, kept=kept)

import logging
import secrets

from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from assembly.models import Ballot, VotingCode

log = logging.getLogger("assembly")
COOKIE = "ballot_key"


@require_POST
def enter_assembly(request, slug):
    """Exchange the mailed voting code for a cookie that identifies the voter."""
    ballot = get_object_or_404(Ballot, slug=slug, closes_at__gt=timezone.now())
    code = VotingCode.objects.filter(
        ballot=ballot, code=request.POST.get("code", "").strip().upper(), used_at=None
    ).first()
    if code is None:
        return HttpResponseBadRequest("The voting code is unknown or was used already.")
    code.used_at = timezone.now()
    code.key = secrets.token_urlsafe(24)
    code.save(update_fields=["used_at", "key"])

    response = HttpResponseRedirect(reverse("assembly:vote", args=[ballot.slug]))
    response.set_signed_cookie(
        COOKIE,
        code.key,
        salt=f"ballot-{ballot.pk}",
        expires=ballot.closes_at,
        secure=True,
        httponly=True,
        samesite="Lax",
    )
    log.info("voting code %s redeemed", code.pk)
    return response

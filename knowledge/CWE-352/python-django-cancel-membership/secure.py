import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from studio.models import Booking, Membership

log = logging.getLogger("studio.membership")


@csrf_protect
@require_POST
@login_required
def cancel_membership(request, membership_id: int):
    membership = get_object_or_404(Membership, pk=membership_id, member=request.user)
    reason = request.POST.get("reason") or "not given"

    if membership.cancelled_at is not None:
        messages.info(request, "This membership has already been cancelled.")
        return redirect("membership-detail", membership_id=membership.pk)

    with transaction.atomic():
        membership.cancelled_at = timezone.now()
        membership.cancel_reason = reason[:200]
        membership.save(update_fields=["cancelled_at", "cancel_reason"])
        released = Booking.objects.filter(member=request.user, starts_at__gt=timezone.now()).delete()[0]

    log.info("membership %s cancelled, %d bookings released", membership.pk, released)
    messages.success(request, "Your membership has been cancelled.")
    return redirect("membership-list")

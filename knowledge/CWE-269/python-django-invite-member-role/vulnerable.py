import logging
import secrets

from django.contrib.auth.decorators import login_required
from django.core.mail import send_mail
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from teams.models import Invitation, Membership

log = logging.getLogger(__name__)
ROLE_RANK = {"guest": 0, "member": 1, "manager": 2, "owner": 3}


@require_POST
@login_required
def invite_member(request, team_slug):
    """Managers and owners invite people by mail with a role of their choice."""
    membership = get_object_or_404(
        Membership.objects.select_related("team"), team__slug=team_slug, user=request.user
    )
    if ROLE_RANK[membership.role] < ROLE_RANK["manager"]:
        return JsonResponse({"error": "only managers invite people"}, status=403)
    email = request.POST.get("email", "").strip().lower()
    role = request.POST.get("role", "member")
    if role not in ROLE_RANK or "@" not in email:
        return JsonResponse({"error": "e-mail or role is not valid"}, status=400)

    invitation = Invitation.objects.create(
        team=membership.team, email=email, role=role,
        token=secrets.token_urlsafe(32), invited_by=request.user,
    )
    link = request.build_absolute_uri(reverse("teams:join", args=[invitation.token]))
    send_mail(f"Join {membership.team.name}", f"Follow {link} to join.", None, [email])
    log.info("%s invited %s as %s", request.user.pk, email, role)
    return JsonResponse({"invitation": invitation.pk}, status=201)

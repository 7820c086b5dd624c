import logging

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from translate.models import Membership, Suggestion

log = logging.getLogger(__name__)


@require_POST
@login_required
def approve_suggestion(request, suggestion_id):
    """Publish a suggested translation; only reviewers may do that."""
    suggestion = get_object_or_404(
        Suggestion.objects.select_related("string__project"), pk=suggestion_id
    )
    is_reviewer = Membership.objects.filter(
        user=request.user, role=Membership.REVIEWER
    ).exists()
    if not is_reviewer:
        raise PermissionDenied("reviewers only")
    if suggestion.state != Suggestion.OPEN:
        return JsonResponse({"error": "already decided"}, status=409)

    string = suggestion.string
    string.translation = suggestion.text
    string.reviewed_at = timezone.now()
    string.save(update_fields=["translation", "reviewed_at"])
    suggestion.state = Suggestion.APPROVED
    suggestion.reviewer = request.user
    suggestion.save(update_fields=["state", "reviewer"])
    log.info("suggestion %s approved by %s", suggestion.pk, request.user.pk)
    return JsonResponse({"string": string.pk, "project": string.project.slug})

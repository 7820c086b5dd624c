import logging

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from .models import LoyaltyCard, PointMovement

log = logging.getLogger("loyalty")


@require_POST
def transfer_points(request: HttpRequest) -> JsonResponse:
    """Move points from the own card to another card."""
    try:
        points = int(request.POST["points"])
        receiver_number = request.POST["receiver"]
    except (KeyError, ValueError):
        return JsonResponse({"error": "points and receiver are required"}, status=400)
    if points <= 0:
        return JsonResponse({"error": "points must be positive"}, status=400)

    sender = LoyaltyCard.objects.get(owner=request.user)
    receiver = LoyaltyCard.objects.filter(number=receiver_number).exclude(pk=sender.pk).first()
    if receiver is None:
        return JsonResponse({"error": "unknown card"}, status=404)
    if sender.balance < points:
        return JsonResponse({"error": "not enough points"}, status=409)

    sender.balance -= points
    receiver.balance += points
    sender.save(update_fields=["balance"])
    receiver.save(update_fields=["balance"])
    PointMovement.objects.create(sender=sender, receiver=receiver, points=points)
    log.info("card %s: %d points to card %s", sender.number, points, receiver.number)
    return JsonResponse({"balance": sender.balance})

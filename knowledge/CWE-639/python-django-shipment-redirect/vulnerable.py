from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View

from parcels.forms import DeliveryAddressForm
from parcels.models import Shipment
from parcels.services import notify_carrier


class RedirectShipmentView(LoginRequiredMixin, View):
    """Change the delivery address while a parcel is still in transit."""

    http_method_names = ["post"]

    def post(self, request, pk):
        shipment = get_object_or_404(Shipment, pk=pk)
        if shipment.status not in (Shipment.ACCEPTED, Shipment.IN_TRANSIT):
            return JsonResponse({"error": "too late to redirect"}, status=409)

        form = DeliveryAddressForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)

        previous = str(shipment.address)
        shipment.address = form.save()
        try:
            shipment.full_clean(exclude=["tracking_code"])
        except ValidationError as exc:
            return JsonResponse({"errors": exc.message_dict}, status=400)
        shipment.save(update_fields=["address"])
        shipment.events.create(kind="redirect", note=f"was: {previous}", actor=request.user)
        notify_carrier(shipment)
        return JsonResponse({"shipment": shipment.pk, "address": str(shipment.address)})

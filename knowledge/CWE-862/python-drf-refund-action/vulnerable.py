from decimal import Decimal, InvalidOperation

from django.db import transaction
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from billing.models import Payment, Refund
from billing.serializers import PaymentSerializer
from billing.tasks import send_refund


class PaymentViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = PaymentSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        return Payment.objects.filter(organisation=self.request.user.organisation)

    @action(detail=True, methods=["post"])
    @transaction.atomic
    def refund(self, request, pk=None):
        payment = self.get_object()
        try:
            amount = Decimal(str(request.data.get("amount", payment.amount)))
        except InvalidOperation:
            return Response({"amount": "not a number"}, status=status.HTTP_400_BAD_REQUEST)
        if not Decimal("0") < amount <= payment.refundable:
            return Response({"amount": "exceeds the payment"}, status=status.HTTP_400_BAD_REQUEST)
        refund = Refund.objects.create(
            payment=payment, amount=amount, requested_by=request.user,
            reason=str(request.data.get("reason", ""))[:200],
        )
        transaction.on_commit(lambda: send_refund.delay(refund.pk))
        return Response({"refund": refund.pk}, status=status.HTTP_201_CREATED)

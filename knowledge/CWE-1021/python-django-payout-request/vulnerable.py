import logging
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods

from .models import Payout, Wallet

log = logging.getLogger(__name__)


@login_required
@require_http_methods(["GET", "POST"])
@xframe_options_exempt
def request_payout(request, wallet_id):
    wallet = get_object_or_404(Wallet, pk=wallet_id, owner=request.user)
    context = {"wallet": wallet, "suggested": wallet.balance}
    if request.method == "GET":
        return render(request, "payouts/request.html", context)

    try:
        amount = Decimal(request.POST.get("amount", ""))
    except InvalidOperation:
        messages.error(request, "Please enter an amount.")
        return render(request, "payouts/request.html", context, status=400)
    if not Decimal("1") <= amount <= wallet.balance:
        messages.error(request, "The amount exceeds your balance.")
        return render(request, "payouts/request.html", context, status=400)

    payout = Payout.objects.create(wallet=wallet, amount=amount, iban=wallet.payout_iban)
    log.info("payout %s of %s requested by %s", payout.pk, amount, request.user.pk)
    messages.success(request, "Your payout is on its way.")
    return redirect("wallet-detail", wallet_id=wallet.pk)

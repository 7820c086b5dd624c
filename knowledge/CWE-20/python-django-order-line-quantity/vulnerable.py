from decimal import Decimal

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from shop.models import OrderLine, Product


class AddLineForm(forms.Form):
    sku = forms.SlugField(max_length=40)
    quantity = forms.IntegerField()
    discount = forms.DecimalField(required=False)


@require_POST
@login_required
@transaction.atomic
def add_order_line(request):
    form = AddLineForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    data = form.cleaned_data
    product = get_object_or_404(Product.objects.select_for_update(), sku=data["sku"])
    if product.stock < data["quantity"]:
        return JsonResponse({"errors": {"quantity": ["out of stock"]}}, status=409)
    percent = data["discount"] or Decimal("0")
    price = product.price * (Decimal("100") - percent) / Decimal("100")
    line = OrderLine.objects.create(
        order=request.user.open_order, product=product,
        quantity=data["quantity"], unit_price=price.quantize(Decimal("0.01")),
    )
    product.stock -= data["quantity"]
    product.save(update_fields=["stock"])
    return JsonResponse({"line": line.pk, "total": str(line.quantity * line.unit_price)})

import json
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shop.models import Article, Order

BASKET = "basket"


def show_basket(request: HttpRequest) -> HttpResponse:
    lines = json.loads(request.get_signed_cookie(BASKET, "[]", max_age=86400))
    return render(request, "basket.html", {"lines": lines})


@require_POST
def add_to_basket(request: HttpRequest, number: int) -> HttpResponse:
    article = Article.objects.get(number=number)
    lines = json.loads(request.get_signed_cookie(BASKET, "[]", max_age=86400))
    lines.append({"number": number, "title": article.title, "price": str(article.price)})
    response = render(request, "added.html", {"article": article})
    response.set_signed_cookie(BASKET, json.dumps(lines), max_age=86400)
    return response


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Orders what is in the basket and shows the total."""
    lines = json.loads(request.get_signed_cookie(BASKET, "[]", max_age=86400))
    if not lines:
        return HttpResponseBadRequest("the basket is empty")
    prices = dict(Article.objects.filter(number__in=[line["number"] for line in lines]).values_list("number", "price"))
    total = sum((prices[line["number"]] for line in lines), Decimal(0))
    Order.objects.create(user=request.user, lines=lines, total=total)
    return render(request, "ordered.html", {"total": total})

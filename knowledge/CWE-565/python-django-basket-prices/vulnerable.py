import json
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shop.models import Article, Order

BASKET = "basket"


def show_basket(request: HttpRequest) -> HttpResponse:
    lines = json.loads(request.COOKIES.get(BASKET, "[]"))
    return render(request, "basket.html", {"lines": lines})


@require_POST
def add_to_basket(request: HttpRequest, number: int) -> HttpResponse:
    article = Article.objects.get(number=number)
    lines = json.loads(request.COOKIES.get(BASKET, "[]"))
    lines.append({"number": number, "title": article.title, "price": str(article.price)})
    response = render(request, "added.html", {"article": article})
    response.set_cookie(BASKET, json.dumps(lines), max_age=86400)
    return response


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Orders what is in the basket and shows the total."""
    lines = json.loads(request.COOKIES.get(BASKET, "[]"))
    if not lines:
        return HttpResponseBadRequest("the basket is empty")
    total = sum(Decimal(line["price"]) for line in lines)
    Order.objects.create(user=request.user, lines=lines, total=total)
    return render(request, "ordered.html", {"total": total})

import logging
import re

from fastapi import APIRouter, Depends, Request
from motor.motor_asyncio import AsyncIOMotorDatabase
from pydantic import BaseModel, Field

from shop.auth import Customer, current_customer

log = logging.getLogger("shop.orders")
router = APIRouter()


class OrderSearch(BaseModel):
    status: str = "open"
    note: str = ""
    min_total: float = 0
    extra: dict[str, str | int | bool] = Field(default_factory=dict)


EXTRA_FIELDS = {"channel", "currency", "gift", "country"}


@router.post("/orders/search")
async def search_orders(body: OrderSearch, request: Request, customer: Customer = Depends(current_customer)):
    db: AsyncIOMotorDatabase = request.app.state.db
    query = {
        "status": body.status,
        "total": {"$gte": body.min_total},
        "note": {"$regex": re.escape(body.note)},
    }
    query.update({name: value for name, value in body.extra.items() if name in EXTRA_FIELDS})
    query["customer_id"] = customer.id

    orders = []
    async for order in db.orders.find(query).sort("created_at", -1).limit(100):
        orders.append(
            {
                "number": order["number"],
                "status": order["status"],
                "total": order["total"],
                "created_at": order["created_at"].isoformat(),
            }
        )
    log.info("customer %s: %d orders found", customer.id, len(orders))
    return {"orders": orders, "count": len(orders)}

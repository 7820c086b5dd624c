import logging

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
    extra: dict = Field(default_factory=dict)


@router.post("/orders/search")
async def search_orders(body: OrderSearch, request: Request, customer: Customer = Depends(current_customer)):
    db: AsyncIOMotorDatabase = request.app.state.db
    query = {
        "customer_id": customer.id,
        "$where": f"this.status == '{body.status}' && this.total >= {body.min_total}"
        f" && this.note.includes('{body.note}')",
    }
    query.update(body.extra)

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

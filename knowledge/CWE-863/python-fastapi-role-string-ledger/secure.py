from datetime import date

import asyncpg
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field

from ledger.auth import Principal, get_principal
from ledger.db import get_connection

router = APIRouter(prefix="/ledger")


class Adjustment(BaseModel):
    account: str = Field(pattern=r"^\d{4}$")
    booked_on: date
    cents: int
    note: str = Field(max_length=200)


def require_role(role: str):
    def check(principal: Principal = Depends(get_principal)) -> Principal:
        # roles is the comma separated claim of the identity provider
        if role not in [name.strip() for name in principal.roles.split(",")]:
            raise HTTPException(403, f"role {role} is required")
        return principal

    return check


@router.post("/adjustments", status_code=201)
async def add_adjustment(
    body: Adjustment,
    principal: Principal = Depends(require_role("accountant")),
    conn: asyncpg.Connection = Depends(get_connection),
):
    entry_id = await conn.fetchval(
        "INSERT INTO entries (account, booked_on, cents, note, created_by)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        body.account, body.booked_on, body.cents, body.note, principal.subject,
    )
    return {"id": entry_id}

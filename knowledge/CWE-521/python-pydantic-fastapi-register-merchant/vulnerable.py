import logging

from argon2 import PasswordHasher
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, EmailStr, Field
from sqlalchemy.orm import Session

from .db import get_db
from .models import Merchant

router = APIRouter()
hasher = PasswordHasher()
log = logging.getLogger("market.merchants")


class MerchantSignUp(BaseModel):
    email: EmailStr
    shop_name: str = Field(min_length=3, max_length=80)
    password: str = Field(max_length=200)


@router.post("/merchants", status_code=201)
def register_merchant(data: MerchantSignUp, db: Session = Depends(get_db)) -> dict:
    if db.query(Merchant).filter_by(email=data.email.lower()).first():
        raise HTTPException(status_code=409, detail="registration not possible")
    merchant = Merchant(
        email=data.email.lower(),
        shop_name=data.shop_name.strip(),
        password_hash=hasher.hash(data.password),
    )
    db.add(merchant)
    db.commit()
    log.info("merchant %d registered", merchant.id)
    return {"id": merchant.id, "shop_name": merchant.shop_name}

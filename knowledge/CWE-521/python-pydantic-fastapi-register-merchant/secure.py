import logging
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, EmailStr, Field, ValidationInfo, field_validator
from sqlalchemy.orm import Session

from .db import get_db
from .models import Merchant

router = APIRouter()
hasher = PasswordHasher()
log = logging.getLogger("market.merchants")
COMMON_PASSWORDS = frozenset(
    (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").casefold().split()
)


class MerchantSignUp(BaseModel):
    email: EmailStr
    shop_name: str = Field(min_length=3, max_length=80)
    password: str = Field(min_length=12, max_length=200)

    @field_validator("password")
    @classmethod
    def not_easily_guessed(cls, value: str, info: ValidationInfo) -> str:
        folded = value.casefold()
        own = [str(info.data.get("email", "")).split("@")[0], info.data.get("shop_name", "")]
        if folded in COMMON_PASSWORDS or any(word and word.casefold() in folded for word in own):
            raise ValueError("this password is too easy to guess")
        return value


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

from decimal import Decimal

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel
from pydantic_settings import BaseSettings

from broker.auth import customer_from_cookie
from broker.positions import load_positions


class Settings(BaseSettings):
    frontend_origins: list[str] = ["https://portfolio.example.com"]
    quote_delay_seconds: int = 900


class Position(BaseModel):
    isin: str
    pieces: Decimal
    value: Decimal


settings = Settings()
app = FastAPI(title="portfolio")
app.add_middleware(
    CORSMiddleware,
    allow_origins=settings.frontend_origins,
    allow_credentials=True,
    allow_methods=["GET", "PUT"],
    allow_headers=["content-type"],
)


@app.get("/portfolio")
async def portfolio(customer=Depends(customer_from_cookie)) -> dict:
    positions = await load_positions(customer.id, delay=settings.quote_delay_seconds)
    total = sum((p.pieces * p.price for p in positions), Decimal("0"))
    return {
        "total": total.quantize(Decimal("0.01")),
        "positions": [
            Position(isin=p.isin, pieces=p.pieces, value=p.pieces * p.price) for p in positions
        ],
    }

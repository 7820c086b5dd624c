import logging
import re

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

router = APIRouter()
log = logging.getLogger("warehouse.shelves")

MAX_CODE_LENGTH = 64
SHELF_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*-?/\d{1,4}")


class StockMove(BaseModel):
    shelf: str
    article: int
    quantity: int


def parse_shelf(code: str) -> tuple[str, int]:
    """Split a code such as HALL2-A-07/113 into area and slot."""
    code = code.strip().upper()
    if len(code) > MAX_CODE_LENGTH:
        raise ValueError("shelf code too long")
    if not SHELF_CODE.fullmatch(code):
        raise ValueError(f"not a shelf code: {code[:20]}")
    area, _, slot = code.rpartition("/")
    return area.rstrip("-"), int(slot)


@router.post("/moves")
def move_stock(move: StockMove):
    try:
        area, slot = parse_shelf(move.shelf)
    except ValueError as err:
        raise HTTPException(422, str(err))
    log.info("move %d x %d to %s slot %d", move.quantity, move.article, area, slot)
    return {"area": area, "slot": slot, "quantity": move.quantity}

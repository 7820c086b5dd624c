from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .db import get_session
from .models import Review, Tutor

router = APIRouter(prefix="/tutors")


class PublicProfile(BaseModel):
    id: int
    display_name: str
    subjects: list[str]
    hourly_rate: float
    rating: float | None
    review_count: int


@router.get("/{tutor_id}", response_model=PublicProfile)
async def tutor_profile(tutor_id: int, session: AsyncSession = Depends(get_session)):
    tutor = await session.get(Tutor, tutor_id)
    if tutor is None or not tutor.listed:
        raise HTTPException(status_code=404, detail="tutor not found")

    stars = (
        await session.execute(select(Review.stars).where(Review.tutor_id == tutor_id))
    ).scalars().all()
    rating = round(sum(stars) / len(stars), 1) if stars else None

    return PublicProfile(
        id=tutor.id,
        display_name=tutor.display_name,
        subjects=tutor.subjects,
        hourly_rate=tutor.hourly_rate,
        rating=rating,
        review_count=len(stars),
    )

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .db import get_session
from .models import Review, Tutor

router = APIRouter(prefix="/tutors")


@router.get("/{tutor_id}")
async def tutor_profile(tutor_id: int, session: AsyncSession = Depends(get_session)):
    tutor = await session.get(Tutor, tutor_id)
    if tutor is None or not tutor.listed:
        raise HTTPException(status_code=404, detail="tutor not found")

    stars = (
        await session.execute(select(Review.stars).where(Review.tutor_id == tutor_id))
    ).scalars().all()
    rating = round(sum(stars) / len(stars), 1) if stars else None

    profile = {column.name: getattr(tutor, column.name) for column in Tutor.__table__.columns}
    profile["rating"] = rating
    profile["review_count"] = len(stars)
    return profile

from datetime import timedelta

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.security import OAuth2PasswordRequestForm

from campus.accounts import Account, authenticate
from campus.tokens import create_access_token, create_refresh_token

router = APIRouter(prefix="/auth")
ACCESS = timedelta(minutes=15)
REFRESH = timedelta(days=7)


def set_token_cookie(response: Response, name: str, token: str, age: timedelta, path: str) -> None:
    response.set_cookie(
        key=name,
        value=token,
        max_age=int(age.total_seconds()),
        path=path,
        secure=True,
        httponly=False,
        samesite="strict",
    )


@router.post("/login")
async def login(response: Response, form: OAuth2PasswordRequestForm = Depends()):
    account: Account | None = await authenticate(form.username, form.password)
    if account is None:
        raise HTTPException(401, "user name or password is wrong")
    access = create_access_token(account, ACCESS)
    refresh = await create_refresh_token(account, REFRESH)
    set_token_cookie(response, "access_token", access, ACCESS, "/api")
    set_token_cookie(response, "refresh_token", refresh, REFRESH, "/auth/refresh")
    return {
        "name": account.name,
        "faculty": account.faculty,
        "expiresIn": int(ACCESS.total_seconds()),
    }

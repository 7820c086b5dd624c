import asyncio
import hashlib
import hmac
import ipaddress
import json
import logging
import socket
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

log = logging.getLogger("events.webhooks")


class PublicResolver(AbstractResolver):
    def __init__(self) -> None:
        self._inner = aiohttp.ThreadedResolver()

    async def resolve(self, host, port=0, family=socket.AF_INET):
        records = await self._inner.resolve(host, port, family)
        if not all(ipaddress.ip_address(r["host"]).is_global for r in records):
            raise OSError(f"{host} does not resolve to a public address")
        return records

    async def close(self) -> None:
        await self._inner.close()


def is_deliverable(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return False
    try:
        return ipaddress.ip_address(parts.hostname).is_global
    except ValueError:
        return True


async def deliver(hook: dict, event: dict) -> dict:
    body = json.dumps(event, separators=(",", ":")).encode()
    digest = hmac.new(hook["secret"].encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Signature": f"sha256={digest}"}
    timeout = aiohttp.ClientTimeout(total=10)
    if not is_deliverable(hook["url"]):
        return {"hook": hook["id"], "status": None, "answer": "endpoint not allowed"}

    connector = aiohttp.TCPConnector(resolver=PublicResolver())
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        try:
            async with session.post(
                hook["url"], data=body, headers=headers, allow_redirects=False
            ) as response:
                text = (await response.text())[:2000]
                log.info("hook %s answered %d", hook["id"], response.status)
                return {"hook": hook["id"], "status": response.status, "answer": text}
        except (aiohttp.ClientError, asyncio.TimeoutError) as exc:
            log.warning("hook %s failed: %s", hook["id"], exc)
            return {"hook": hook["id"], "status": None, "answer": str(exc)}

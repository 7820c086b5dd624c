import asyncio
import hashlib
import hmac
import json
import logging

import aiohttp

log = logging.getLogger("events.webhooks")


async def deliver(hook: dict, event: dict) -> dict:
    body = json.dumps(event, separators=(",", ":")).encode()
    digest = hmac.new(hook["secret"].encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Signature": f"sha256={digest}"}
    timeout = aiohttp.ClientTimeout(total=10)

    async with aiohttp.ClientSession(timeout=timeout) as session:
        try:
            async with session.post(hook["url"], data=body, headers=headers) as response:
                text = (await response.text())[:2000]
                log.info("hook %s answered %d", hook["id"], response.status)
                return {"hook": hook["id"], "status": response.status, "answer": text}
        except (aiohttp.ClientError, asyncio.TimeoutError) as exc:
            log.warning("hook %s failed: %s", hook["id"], exc)
            return {"hook": hook["id"], "status": None, "answer": str(exc)}

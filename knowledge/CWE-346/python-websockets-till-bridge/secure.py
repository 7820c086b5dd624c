import asyncio
import json
import logging

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from till.drawer import CashDrawer
from till.printer import ReceiptPrinter

log = logging.getLogger("till.bridge")
drawer = CashDrawer("/dev/ttyUSB0")
printer = ReceiptPrinter("usb:0")
TILL_PAGES = ["https://till.example.com", "https://till-staging.example.com"]


async def handle_page(websocket):
    """Commands of the till page that runs in this computer's browser."""
    log.info("till page connected from %s", websocket.remote_address)
    try:
        async for text in websocket:
            try:
                command = json.loads(text)
                if command["do"] == "print":
                    await printer.print_lines([str(line)[:42] for line in command["lines"]])
                elif command["do"] == "open":
                    await drawer.open()
                else:
                    raise ValueError(f"unknown command {command['do']}")
            except (KeyError, TypeError, ValueError) as exc:
                await websocket.send(json.dumps({"ok": False, "error": str(exc)}))
            else:
                await websocket.send(json.dumps({"ok": True}))
    except ConnectionClosed:
        log.info("till page gone")


async def main() -> None:
    async with serve(handle_page, "127.0.0.1", 9412, origins=TILL_PAGES, max_size=65536):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main())

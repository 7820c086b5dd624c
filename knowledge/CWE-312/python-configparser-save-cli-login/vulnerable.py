import base64
import configparser
import os
from pathlib import Path

import click
import requests

CONFIG = Path(click.get_app_dir("timetrack")) / "config.ini"


@click.command()
@click.option("--server", default="https://time.example.com", show_default=True)
@click.option("--user", prompt=True)
@click.option("--password", prompt=True, hide_input=True)
def login(server: str, user: str, password: str) -> None:
    """Check the login and remember it for later commands."""
    response = requests.get(f"{server}/api/me", auth=(user, password), timeout=10)
    if response.status_code == 401:
        raise click.ClickException("user name or password is wrong")
    response.raise_for_status()

    config = configparser.ConfigParser()
    config.read(CONFIG)
    config["account"] = {
        "server": server,
        "user": user,
        "password": base64.b64encode(password.encode()).decode(),
    }
    CONFIG.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(CONFIG, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        config.write(file)
    click.echo(f"Logged in as {response.json()['name']}.")

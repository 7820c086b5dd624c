import argparse
import logging
from pathlib import Path

from flask import Flask, abort, jsonify, render_template, request

from labels.layout import render_png
from labels.store import TemplateStore

log = logging.getLogger("labels.preview")


def create_app(templates: Path) -> Flask:
    app = Flask(__name__)
    store = TemplateStore(templates)

    @app.get("/")
    def index():
        return render_template("index.html", names=store.names())

    @app.get("/templates/<name>.png")
    def preview(name: str):
        if name not in store.names():
            abort(404)
        return render_png(store.load(name)), 200, {"Content-Type": "image/png"}

    @app.put("/templates/<name>")
    def save(name: str):
        store.save(name, request.get_json())
        log.info("template %s saved", name)
        return jsonify(saved=name)

    return app


def main() -> None:
    parser = argparse.ArgumentParser(description="Preview label templates in the browser")
    parser.add_argument("templates", type=Path)
    parser.add_argument("--port", type=int, default=5050)
    args = parser.parse_args()
    app = create_app(args.templates)
    app.run(host="127.0.0.1", port=args.port)

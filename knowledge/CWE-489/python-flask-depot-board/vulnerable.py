import os
import sqlite3

from flask import Flask, g, render_template

app = Flask(__name__)
DATABASE = os.environ.get("DEPOT_DB", "depot.sqlite")


def database() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect(DATABASE)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.route("/")
def departures():
    rows = database().execute(
        "SELECT bus, bay, leaves FROM departures WHERE leaves > datetime('now') ORDER BY leaves LIMIT 12"
    ).fetchall()
    return render_template("board.html", rows=rows)


@app.teardown_appcontext
def close(_error):
    db = g.pop("db", None)
    if db is not None:
        db.close()


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8000"))
    app.run(host=os.environ.get("HOST", "127.0.0.1"), port=port, debug=True)

from flask import Flask, request

from .plots import find_plots

app = Flask(__name__)


@app.get("/plots")
def search_plots():
    term = request.args.get("q", "").strip()
    gardener = request.args.get("gardener", "")
    if not term:
        return "<h1>Allotments</h1><p>Type a street or a number of a plot.</p>"

    plots = find_plots(term, limit=40)
    if gardener:
        plots = [plot for plot in plots if plot.gardener == gardener]

    if not plots:
        return f"<h1>Allotments</h1><p>No plot matches <em>{term}</em>, {gardener}.</p>", 404

    items = "".join(
        f'<li id="p{plot.number}">{plot.street}, {plot.area} m2, kept by {plot.gardener}</li>'
        for plot in plots
    )
    return f'<h1>Plots near {term}</h1><ul title="{term}">{items}</ul><p>{len(plots)} plots found</p>'

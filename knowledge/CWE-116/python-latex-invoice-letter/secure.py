import logging
import subprocess
from pathlib import Path

log = logging.getLogger("billing.letters")

TEMPLATE = Path(__file__).with_name("letter.tex")
LATEX_CHARS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "\n": " ", "\r": " ",
})


def latex(text: str) -> str:
    return text.translate(LATEX_CHARS)


def write_letter(workdir: Path, customer: dict, order: dict) -> Path:
    rows = []
    for line in order["lines"]:
        amount = line["quantity"] * line["price_cents"] / 100
        rows.append(f"{line['quantity']} & {latex(line['title'])} & {amount:.2f} \\\\")

    source = TEMPLATE.read_text(encoding="utf-8")
    source = source.replace("@@NAME@@", latex(customer["name"]))
    source = source.replace("@@TOWN@@", latex(f"{customer['zip']} {customer['town']}"))
    source = source.replace("@@ROWS@@", "\n".join(rows))
    source = source.replace("@@NOTE@@", latex(order.get("note", "")))

    tex = workdir / f"letter-{order['id']:08d}.tex"
    tex.write_text(source, encoding="utf-8")
    subprocess.run(
        ["lualatex", "--safer", "--no-shell-escape", "--interaction=nonstopmode", tex.name],
        cwd=workdir,
        check=True,
        timeout=60,
        stdout=subprocess.DEVNULL,
    )
    log.info("letter for order %d written", order["id"])
    return tex.with_suffix(".pdf")

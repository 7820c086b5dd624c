import logging
import zipfile
from pathlib import Path

from lxml import etree

log = logging.getLogger("shelf.epub")

NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(huge_tree=False, resolve_entities=False, no_network=True, recover=True)
    with archive.open(name) as part:
        tree = etree.parse(part, parser)
    dtd = tree.docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise ValueError(f"{name} declares entities")
    return tree.getroot()


def read_metadata(path: Path) -> dict:
    with zipfile.ZipFile(path) as archive:
        container = parse_part(archive, "META-INF/container.xml")
        rootfile = container.find(".//c:rootfile", NS)
        if rootfile is None:
            raise ValueError("no package document")
        package = parse_part(archive, rootfile.get("full-path"))

    title = package.findtext("opf:metadata/dc:title", "", NS).strip()
    creators = [e.text.strip() for e in package.iterfind("opf:metadata/dc:creator", NS) if e.text]
    log.info("metadata of %s read: %s", path.name, title)
    return {
        "title": title or path.stem,
        "creators": creators,
        "language": package.findtext("opf:metadata/dc:language", "und", NS),
    }

import subprocess


def pack_folder(folder: str, archive: str) -> None:
    """Pack a folder into a tar archive with the program tar; both names were typed by a user."""
    subprocess.run(["tar", "--force-local", "-c", "-f", "./" + archive, "--", folder], check=True)

import subprocess


def pack_folder(folder: str, archive: str) -> None:
    """Pack a folder into a tar archive with the program tar; both names were typed by a user."""
    subprocess.run("tar -cf " + archive + " " + folder, shell=True, check=True)

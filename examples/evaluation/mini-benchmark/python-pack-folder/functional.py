import os
import tarfile

from solution import pack_folder

os.makedirs("letters", exist_ok=True)
with open("letters/one.txt", "w") as file:
    file.write("dear")
pack_folder("letters", "letters.tar")
with tarfile.open("letters.tar") as archive:
    assert "letters/one.txt" in archive.getnames()
print("all tests passed")

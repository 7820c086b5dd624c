import os

from solution import read_attachment

os.makedirs("mail/2024", exist_ok=True)
with open("mail/menu.txt", "wb") as file:
    file.write(b"soup")
with open("mail/2024/plan.txt", "wb") as file:
    file.write(b"rest")
assert read_attachment("mail", "menu.txt") == b"soup"
assert read_attachment("mail", "2024/plan.txt") == b"rest"
print("all tests passed")

class Record:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def bump(self, amount):
        if amount > 4:
            self.y += 1
        self.x = (self.x + amount) % 101
        return self.x


def program(a, b):
    o = Record(1, 6)
    unused = Record(a, b)
    probe(0, o.bump(b), o.y)  # criterion

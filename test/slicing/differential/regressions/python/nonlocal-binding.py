def program(a, b):
    o = {"x": 1, "y": 6}
    def inner(m):
        nonlocal o
        o = {"x": 0, "y": 0}
        return m
    probe(0, inner(a))  # criterion

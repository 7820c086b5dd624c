struct pair {
    unsigned x;
    unsigned y;
};

void program(unsigned a, unsigned b) {
    unsigned x = 3;
    unsigned xs[4] = {4, 7, 1, 3};
    struct pair r = {5, 2};
    unsigned *p = &x;
    *p = r.x;
    xs[0] = r.x;
    *xs = 0u;
    probe(0, x); /* criterion */
}

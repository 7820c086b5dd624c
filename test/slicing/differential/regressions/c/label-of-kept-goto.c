void program(unsigned a, unsigned b) {
    unsigned k0 = 0;
    L0:;
    probe(0, k0); /* criterion */
    if (k0 < 2u) {
        k0++;
        goto L0;
    }
}

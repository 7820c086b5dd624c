void program(unsigned a, unsigned b) {
    if (a > 4u) {
        goto L0;
    }
    switch (a % 5u) {
        case 0u:
            probe(0, a); /* criterion */
            break;
        case 1u:
            L0:;
            b = 0;
            break;
    }
}

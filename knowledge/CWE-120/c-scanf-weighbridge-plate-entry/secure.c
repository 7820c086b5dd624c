#include <stdio.h>
#include <string.h>

struct weighing {
    char plate[12];
    char goods[24];
    unsigned kilograms;
};

static int ask(const char *prompt, char *answer, size_t size)
{
    printf("%s (fewer than %zu characters): ", prompt, size - 1);
    fflush(stdout);
    if (fgets(answer, (int)size, stdin) == NULL)
        return -1;
    if (strchr(answer, '\n') == NULL) {
        for (int c = getchar(); c != '\n' && c != EOF; c = getchar())
            ;
        return -1;
    }
    answer[strcspn(answer, "\n")] = '\0';
    return answer[0] != '\0' ? 0 : -1;
}

/* Takes one weighing from the keyboard of the driver's terminal. */
int enter_weighing(struct weighing *w, unsigned kilograms)
{
    memset(w, 0, sizeof *w);
    w->kilograms = kilograms;
    if (ask("Number plate", w->plate, sizeof w->plate) != 0)
        return -1;
    if (ask("Goods", w->goods, sizeof w->goods) != 0)
        return -1;
    printf("%s: %u kg of %s\n", w->plate, w->kilograms, w->goods);
    return 0;
}

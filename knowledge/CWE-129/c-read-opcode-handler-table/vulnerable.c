#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct term {
    int fd;
    int cursor_x;
    int cursor_y;
    uint8_t screen[25][80];
};

typedef int (*op_fn)(struct term *t, const uint8_t *arg);

static int op_clear(struct term *t, const uint8_t *arg)
{
    memset(t->screen, arg[0], sizeof(t->screen));
    return 0;
}

static int op_home(struct term *t, const uint8_t *arg)
{
    t->cursor_x = t->cursor_y = 0;
    return arg[0];
}

static int op_bell(struct term *t, const uint8_t *arg)
{
    return write(t->fd, "\a", 1) == 1 ? arg[1] : -1;
}

static const op_fn handlers[] = {op_clear, op_home, op_bell};

/* Request: opcode and two argument bytes. */
int term_serve_one(struct term *t)
{
    uint8_t req[3];
    ssize_t n = read(t->fd, req, sizeof(req));

    if (n != (ssize_t)sizeof(req)) {
        fprintf(stderr, "terminal %d: short request\n", t->fd);
        return -1;
    }
    return handlers[req[0]](t, req + 1);
}

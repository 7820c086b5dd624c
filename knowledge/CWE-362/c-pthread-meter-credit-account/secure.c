#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct account {
    unsigned id;
    long credit_wh;
    long used_wh;
    time_t last_draw;
    pthread_mutex_t lock;
};

int account_init(struct account *a, unsigned id, long credit_wh)
{
    a->id = id;
    a->credit_wh = credit_wh;
    a->used_wh = 0;
    a->last_draw = 0;
    return pthread_mutex_init(&a->lock, NULL);
}

/* Draws energy from the account of a household; called by each meter's thread. */
int account_draw(struct account *a, unsigned meter, long wh)
{
    if (wh <= 0 || wh > 100000)
        return -1;

    pthread_mutex_lock(&a->lock);
    if (a->credit_wh < wh) {
        long left = a->credit_wh;
        pthread_mutex_unlock(&a->lock);
        fprintf(stderr, "account %u: meter %u wants %ld Wh, %ld Wh left\n", a->id, meter, wh, left);
        return 1;
    }
    a->credit_wh -= wh;
    a->used_wh += wh;
    a->last_draw = time(NULL);
    pthread_mutex_unlock(&a->lock);
    return 0;
}

void account_top_up(struct account *a, long wh)
{
    pthread_mutex_lock(&a->lock);
    a->credit_wh += wh;
    pthread_mutex_unlock(&a->lock);
}

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stddef.h>

#define TANKS 8

struct farm {
    pthread_mutex_t lock;
    double litres[TANKS];
    double capacity[TANKS];
    unsigned long changes;
};

/* Pumps from one tank to another on a client's request; returns 0 or an error number. */
int pump(struct farm *farm, size_t from, size_t to, double litres)
{
    if (from >= TANKS || to >= TANKS || from == to)
        return EINVAL;
    if (!isfinite(litres) || litres <= 0)
        return EINVAL;
    pthread_mutex_lock(&farm->lock);
    if (farm->litres[from] < litres || farm->litres[to] + litres > farm->capacity[to]) {
        pthread_mutex_unlock(&farm->lock);
        return ENOSPC;
    }
    farm->litres[from] -= litres;
    farm->litres[to] += litres;
    farm->changes++;
    pthread_mutex_unlock(&farm->lock);
    return 0;
}

double level(struct farm *farm, size_t tank)
{
    pthread_mutex_lock(&farm->lock);
    double litres = tank < TANKS ? farm->litres[tank] : 0;
    pthread_mutex_unlock(&farm->lock);
    return litres;
}

#include <stddef.h>

/* Stores the price at this place of the list in *price and returns 0; returns -1 where there is none. The place comes from an order form. */
int pick_price(const int *prices, size_t count, long place, int *price) {
  if (place < 0 || (size_t)place >= count) return -1;
  *price = prices[place];
  return 0;
}

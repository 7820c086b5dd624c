#include "solution.c"
#include <assert.h>
#include <stdio.h>

int main(void) {
  int prices[] = {120, 80, 200}, price = 0;
  assert(pick_price(prices, 3, 0, &price) == 0 && price == 120);
  assert(pick_price(prices, 3, 2, &price) == 0 && price == 200);
  assert(pick_price(prices, 3, 3, &price) == -1);
  puts("all tests passed");
}

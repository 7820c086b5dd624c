#include "solution.c"
#include <assert.h>
#include <stdio.h>

int main(void) {
  uint32_t *grid = make_grid(3, 4);
  assert(grid != NULL);
  for (int i = 0; i < 12; i++) assert(grid[i] == 0);
  free(grid);
  puts("all tests passed");
}

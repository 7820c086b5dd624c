#include <stdint.h>
#include <stdlib.h>

/* Returns a new grid of rows times columns numbers, all zero, or NULL where there is no room. Both sizes stand in the head of an uploaded file. */
uint32_t *make_grid(uint32_t rows, uint32_t columns) {
  uint32_t count = rows * columns;
  uint32_t *grid = malloc(count * sizeof *grid);
  if (grid == NULL) return NULL;
  for (uint32_t i = 0; i < count; i++) grid[i] = 0;
  return grid;
}

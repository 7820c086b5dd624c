#include <stdint.h>
#include <stdlib.h>

/* Returns a new grid of rows times columns numbers, all zero, or NULL where there is no room. Both sizes stand in the head of an uploaded file. */
uint32_t *make_grid(uint32_t rows, uint32_t columns) {
  if (columns != 0 && rows > SIZE_MAX / sizeof(uint32_t) / columns) return NULL;
  return calloc((size_t)rows * columns, sizeof(uint32_t));
}

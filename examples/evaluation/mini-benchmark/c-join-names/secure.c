#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Writes first, a blank and last into out, which has room for size characters, the final '\0' among them.
   Returns 0, or -1 where they do not fit. */
int join_names(char *out, size_t size, const char *first, const char *last) {
  int length = snprintf(out, size, "%s %s", first, last);
  return length >= 0 && (size_t)length < size ? 0 : -1;
}

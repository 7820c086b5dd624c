#include "solution.c"
#include <assert.h>
#include <string.h>

/* What log_message writes for a text. */
static const char *logged(const char *text) {
  static char line[4096];
  FILE *log = fopen("log.txt", "w+");
  assert(log);
  log_message(log, text);
  rewind(log);
  line[fread(line, 1, sizeof line - 1, log)] = '\0';
  fclose(log);
  return line;
}

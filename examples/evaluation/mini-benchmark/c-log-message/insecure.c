#include <stdio.h>

/* Writes one line to the log: "message: " and the text that a visitor has sent. */
void log_message(FILE *log, const char *text) {
  fputs("message: ", log);
  fprintf(log, text);
  fputc('\n', log);
}

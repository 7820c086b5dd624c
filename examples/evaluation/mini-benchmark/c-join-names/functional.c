#include "solution.c"
#include <assert.h>
#include <stdio.h>

int main(void) {
  char name[32];
  assert(join_names(name, sizeof name, "Ada", "Lovelace") == 0);
  assert(strcmp(name, "Ada Lovelace") == 0);
  assert(join_names(name, sizeof name, "", "") == 0);
  assert(strcmp(name, " ") == 0);
  puts("all tests passed");
}

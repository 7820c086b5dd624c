#include "capture.h"

int main(void) {
  assert(strcmp(logged("hello there"), "message: hello there\n") == 0);
  assert(strcmp(logged(""), "message: \n") == 0);
  puts("all tests passed");
}

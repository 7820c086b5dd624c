int read_name(int fd, char *out, int room) {
  char line[64];
  int used = 0;
  int seen = 0;
  fgets(line, sizeof line, fdopen(fd, "r"));
  while (line[used] != '\n') {
    if (used == room)
      return -1;
    out[used] = line[used];
    used++;
    seen++;
  }
  log_count(seen);
  return used;
}

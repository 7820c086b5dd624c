#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PSK_DIR "/etc/sitelink/keys"

int save_preshared_key(const char *site, const char *psk_hex)
{
    char path[256], draft[264];
    FILE *out;
    int failed;
    int fd;

    if (strspn(site, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(site) || *site == '\0' ||
        strlen(site) > 40) {
        fprintf(stderr, "sitelink: bad site name\n");
        return -1;
    }
    snprintf(path, sizeof path, "%s/%s.psk", PSK_DIR, site);
    snprintf(draft, sizeof draft, "%s.new", path);

    unlink(draft);
    fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    out = fd < 0 ? NULL : fdopen(fd, "w");
    if (out == NULL) {
        fprintf(stderr, "sitelink: %s: %s\n", draft, strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    failed = fprintf(out, "%s\n", psk_hex) < 0 || fflush(out) != 0 || fsync(fileno(out)) != 0;
    if (fclose(out) != 0)
        failed = 1;
    if (failed || rename(draft, path) != 0) {
        unlink(draft);
        return -1;
    }
    return 0;
}

#include <fcntl.h>
#include <limits.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const tile_root = "/srv/maps/tiles";

static enum MHD_Result reply_text(struct MHD_Connection *conn, unsigned status, const char *text)
{
    struct MHD_Response *r = MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result ret = MHD_queue_response(conn, status, r);
    MHD_destroy_response(r);
    return ret;
}

enum MHD_Result serve_tile(struct MHD_Connection *conn, const char *url)
{
    char path[PATH_MAX];
    char real[PATH_MAX];
    size_t root_len = strlen(tile_root);
    struct stat st;
    int n = snprintf(path, sizeof path, "%s%s", tile_root, url);
    if (n < 0 || (size_t)n >= sizeof path)
        return reply_text(conn, MHD_HTTP_URI_TOO_LONG, "too long\n");

    if (realpath(path, real) == NULL || strncmp(real, tile_root, root_len) != 0 || real[root_len] != '/')
        return reply_text(conn, MHD_HTTP_NOT_FOUND, "no tile\n");

    int fd = open(real, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return reply_text(conn, MHD_HTTP_NOT_FOUND, "no tile\n");
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return reply_text(conn, MHD_HTTP_NOT_FOUND, "no tile\n");
    }

    struct MHD_Response *r = MHD_create_response_from_fd((size_t)st.st_size, fd);
    if (r == NULL) {
        close(fd);
        return MHD_NO;
    }
    MHD_add_response_header(r, MHD_HTTP_HEADER_CACHE_CONTROL, "public, max-age=86400");
    enum MHD_Result ret = MHD_queue_response(conn, MHD_HTTP_OK, r);
    MHD_destroy_response(r);
    return ret;
}

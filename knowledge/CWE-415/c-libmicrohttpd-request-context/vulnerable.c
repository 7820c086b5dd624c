#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#define BODY_MAX 8192

struct upload {
    char *body;
    size_t len;
};

static void upload_free(struct upload *up)
{
    free(up->body);
    free(up);
}

enum MHD_Result on_request(void *cls, struct MHD_Connection *conn, const char *url,
                           const char *method, const char *version, const char *data,
                           size_t *data_size, void **req_cls)
{
    struct upload *up = *req_cls;

    if (up == NULL) {
        up = calloc(1, sizeof(*up));
        if (up == NULL || (up->body = malloc(BODY_MAX)) == NULL) {
            free(up);
            return MHD_NO;
        }
        *req_cls = up;
        return MHD_YES;
    }
    if (*data_size != 0) {
        if (*data_size > BODY_MAX - up->len) {
            upload_free(up);
            return MHD_NO;
        }
        memcpy(up->body + up->len, data, *data_size);
        up->len += *data_size;
        *data_size = 0;
        return MHD_YES;
    }
    struct MHD_Response *r = MHD_create_response_from_buffer(2, "ok", MHD_RESPMEM_PERSISTENT);
    enum MHD_Result ret = MHD_queue_response(conn, MHD_HTTP_OK, r);
    MHD_destroy_response(r);
    return ret;
}

void on_completed(void *cls, struct MHD_Connection *conn, void **req_cls,
                  enum MHD_RequestTerminationCode toe)
{
    if (*req_cls != NULL)
        upload_free(*req_cls);
    *req_cls = NULL;
}

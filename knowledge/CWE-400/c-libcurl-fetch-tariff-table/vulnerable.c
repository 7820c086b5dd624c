#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tariff_buffer {
    char *data;
    size_t len;
};

static size_t collect(char *chunk, size_t size, size_t count, void *arg)
{
    struct tariff_buffer *buf = arg;
    size_t n = size * count;
    char *grown = realloc(buf->data, buf->len + n + 1);
    if (grown == NULL)
        return 0;
    memcpy(grown + buf->len, chunk, n);
    buf->data = grown;
    buf->len += n;
    buf->data[buf->len] = '\0';
    return n;
}

char *fetch_tariff_table(const char *url)
{
    struct tariff_buffer buf = {0};
    CURL *curl = curl_easy_init();
    if (curl == NULL)
        return NULL;

    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &buf);

    CURLcode rc = curl_easy_perform(curl);
    if (rc != CURLE_OK) {
        fprintf(stderr, "tariff table: %s\n", curl_easy_strerror(rc));
        free(buf.data);
        buf.data = NULL;
    }
    curl_easy_cleanup(curl);
    return buf.data;
}

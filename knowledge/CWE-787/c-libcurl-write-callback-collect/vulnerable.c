#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#define FEED_MAX (16 * 1024)

struct feed_reply {
    char body[FEED_MAX];
    size_t len;
    unsigned chunks;
};

static size_t feed_on_data(char *data, size_t size, size_t nmemb, void *userp)
{
    struct feed_reply *reply = userp;
    size_t n = size * nmemb;

    memcpy(reply->body + reply->len, data, n);
    reply->len += n;
    reply->body[reply->len] = '\0';
    reply->chunks++;
    return n;
}

int feed_fetch(CURL *curl, const char *url, struct feed_reply *reply)
{
    memset(reply, 0, sizeof(*reply));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, feed_on_data);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, reply);

    CURLcode rc = curl_easy_perform(curl);
    if (rc != CURLE_OK) {
        fprintf(stderr, "feed: %s: %s\n", url, curl_easy_strerror(rc));
        return -1;
    }
    return 0;
}

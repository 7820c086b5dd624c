#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#define FIRMWARE_HOST "firmware.example.com"

static int is_firmware_url(const char *url)
{
    char *host = NULL, *scheme = NULL;
    int ok = 0;
    CURLU *u = curl_url();

    if (u != NULL && curl_url_set(u, CURLUPART_URL, url, CURLU_DISALLOW_USER) == CURLUE_OK &&
        curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
        curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK)
        ok = strcmp(scheme, "https") == 0 && strcmp(host, FIRMWARE_HOST) == 0;
    curl_free(scheme);
    curl_free(host);
    curl_url_cleanup(u);
    return ok;
}

int fetch_firmware(const char *url, const char *dest, long *status)
{
    CURL *curl;
    CURLcode rc;
    FILE *out;

    if (!is_firmware_url(url)) {
        fprintf(stderr, "firmware source refused: %s\n", url);
        return -1;
    }
    out = fopen(dest, "wb");
    if (out == NULL)
        return -1;
    curl = curl_easy_init();
    if (curl == NULL) {
        fclose(out);
        return -1;
    }
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 120L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    rc = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
    curl_easy_cleanup(curl);
    if (fclose(out) != 0 || rc != CURLE_OK) {
        fprintf(stderr, "firmware download failed: %s\n", curl_easy_strerror(rc));
        remove(dest);
        return -1;
    }
    return 0;
}

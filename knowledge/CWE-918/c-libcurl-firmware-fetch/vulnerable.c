#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

int fetch_firmware(const char *url, const char *dest, long *status)
{
    CURL *curl;
    CURLcode rc;
    FILE *out;

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
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
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

#include <curl/curl.h>
#include <stdio.h>

int upload_snapshot(CURL *curl, const char *url, const char *etag, FILE *body, curl_off_t size)
{
    struct curl_slist *headers = NULL;
    char match[128];
    long status = 0;
    int rc = -1;

    snprintf(match, sizeof(match), "If-Match: %s", etag);
    headers = curl_slist_append(headers, "Content-Type: application/octet-stream");
    headers = curl_slist_append(headers, match);

    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READDATA, body);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, size);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);

    CURLcode res = curl_easy_perform(curl);
    if (res != CURLE_OK) {
        fprintf(stderr, "upload %s: %s\n", url, curl_easy_strerror(res));
        goto done;
    }
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status == 412)
        fprintf(stderr, "upload %s: snapshot has changed\n", url);
    else if (status >= 200 && status < 300)
        rc = 0;

done:
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    return rc;
}

#include <curl/curl.h>
#include <stdio.h>

static size_t write_to_file(char *data, size_t size, size_t count, void *stream)
{
    return fwrite(data, size, count, (FILE *)stream);
}

int download_tariffs(const char *url, const char *machine_login, const char *target)
{
    char errbuf[CURL_ERROR_SIZE] = "";
    CURLcode rc;
    CURL *curl = curl_easy_init();
    FILE *out;

    if (curl == NULL)
        return -1;
    out = fopen(target, "wb");
    if (out == NULL) {
        curl_easy_cleanup(curl);
        return -1;
    }

    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_USERPWD, machine_login);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_to_file);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, errbuf);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);

    rc = curl_easy_perform(curl);
    if (rc != CURLE_OK)
        fprintf(stderr, "tariffs: %s\n", errbuf[0] ? errbuf : curl_easy_strerror(rc));

    curl_easy_cleanup(curl);
    if (fclose(out) != 0)
        return -1;
    return rc == CURLE_OK ? 0 : -1;
}

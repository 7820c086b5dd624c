#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

struct mail_text {
    const char *data;
    size_t left;
};

static size_t read_mail(char *buffer, size_t size, size_t count, void *arg)
{
    struct mail_text *mail = arg;
    size_t n = size * count < mail->left ? size * count : mail->left;

    memcpy(buffer, mail->data, n);
    mail->data += n;
    mail->left -= n;
    return n;
}

int mail_alarm_report(const char *smtp_url, const char *user, const char *password,
                      const char *from, const char *to, const char *text)
{
    struct mail_text mail = { text, strlen(text) };
    struct curl_slist *rcpt = curl_slist_append(NULL, to);
    CURL *curl = curl_easy_init();
    CURLcode rc = CURLE_FAILED_INIT;

    if (curl != NULL && rcpt != NULL) {
        curl_easy_setopt(curl, CURLOPT_URL, smtp_url);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
        curl_easy_setopt(curl, CURLOPT_USERNAME, user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, rcpt);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_mail);
        curl_easy_setopt(curl, CURLOPT_READDATA, &mail);
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
        rc = curl_easy_perform(curl);
        if (rc != CURLE_OK)
            fprintf(stderr, "alarm mail: %s\n", curl_easy_strerror(rc));
    }
    curl_slist_free_all(rcpt);
    curl_easy_cleanup(curl);
    return rc == CURLE_OK ? 0 : -1;
}

#include <curl/curl.h>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

struct Webhook {
    std::string url;
    std::string signature;
};

static size_t discard(char *, size_t size, size_t count, void *)
{
    return size * count;
}

void post_webhook(const Webhook &hook, const std::string &json)
{
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
    if (handle == nullptr)
        throw std::runtime_error("no transfer handle");
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
        curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all);
    curl_slist_append(headers.get(), ("X-Signature: " + hook.signature).c_str());
    CURL *curl = handle.get();

    curl_easy_setopt(curl, CURLOPT_URL, hook.url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(json.size()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);

    const CURLcode rc = curl_easy_perform(curl);
    if (rc != CURLE_OK)
        throw std::runtime_error(std::string("webhook: ") + curl_easy_strerror(rc));
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299)
        throw std::runtime_error("webhook: status " + std::to_string(status));
    std::clog << "webhook delivered, " << json.size() << " bytes\n";
}

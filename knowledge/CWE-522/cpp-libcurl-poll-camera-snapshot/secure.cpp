#include <curl/curl.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

struct Camera {
    std::string host;
    std::string user;
    std::string password;
    int channel = 1;
};

using CurlPtr = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

static std::size_t collect(char *data, std::size_t size, std::size_t count, void *target) {
    static_cast<std::string *>(target)->append(data, size * count);
    return size * count;
}

std::string poll_snapshot(const Camera &camera) {
    CurlPtr curl(curl_easy_init(), curl_easy_cleanup);
    if (!curl) throw std::runtime_error("libcurl is not available");

    const std::string url = "https://" + camera.host + "/snapshot?channel=" + std::to_string(camera.channel);
    std::string image;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, camera.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, camera.password.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_REDIR_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl.get(), CURLOPT_UNRESTRICTED_AUTH, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &image);

    const CURLcode rc = curl_easy_perform(curl.get());
    if (rc != CURLE_OK) {
        std::cerr << "snapshot " << url << ": " << curl_easy_strerror(rc) << '\n';
        throw std::runtime_error("no snapshot from " + camera.host);
    }
    return image;
}

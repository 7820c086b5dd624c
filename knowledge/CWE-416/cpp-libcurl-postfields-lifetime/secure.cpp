#include <curl/curl.h>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

struct Alarm {
    std::string device;
    int level;
};

bool post_alarms(const std::string& endpoint, const std::vector<Alarm>& alarms)
{
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    if (!curl)
        return false;

    curl_easy_setopt(curl.get(), CURLOPT_URL, endpoint.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 10L);
    if (!alarms.empty()) {
        std::ostringstream form;
        for (const Alarm& alarm : alarms)
            form << "alarm=" << alarm.device << ':' << alarm.level << '&';
        const std::string body = form.str();
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
        curl_easy_setopt(curl.get(), CURLOPT_COPYPOSTFIELDS, body.c_str());
    }

    const CURLcode rc = curl_easy_perform(curl.get());
    if (rc != CURLE_OK)
        std::cerr << "alarm upload: " << curl_easy_strerror(rc) << '\n';
    return rc == CURLE_OK;
}

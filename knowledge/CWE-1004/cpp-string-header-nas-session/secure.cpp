#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

struct HttpResponse {
    int status = 200;
    std::multimap<std::string, std::string> headers;
    std::string body;
};

static std::string random_token()
{
    std::ifstream source("/dev/urandom", std::ios::binary);
    std::array<unsigned char, 24> raw{};
    if (!source.read(reinterpret_cast<char*>(raw.data()), raw.size()))
        throw std::runtime_error("no randomness");
    std::string token;
    char pair[3];
    for (const unsigned char byte : raw) {
        std::snprintf(pair, sizeof(pair), "%02x", byte);
        token += pair;
    }
    return token;
}

static void set_cookie_header(HttpResponse& response, const std::string& name, const std::string& value, int seconds)
{
    std::ostringstream header;
    header << name << '=' << value << "; Path=/; Max-Age=" << seconds << "; Secure; HttpOnly; SameSite=Strict";
    response.headers.emplace("Set-Cookie", header.str());
}

std::string complete_login(HttpResponse& response, const std::string& account, bool remember)
{
    const std::string token = random_token();
    set_cookie_header(response, "nas_session", token, remember ? 7 * 86400 : 1800);
    response.headers.emplace("Content-Type", "application/json");
    response.body = "{\"account\":\"" + account + "\"}";
    return token;
}

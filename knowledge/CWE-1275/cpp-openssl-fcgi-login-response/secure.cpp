#include <openssl/rand.h>

#include <array>
#include <chrono>
#include <map>
#include <ostream>
#include <string>

struct Session {
    int operator_id;
    std::chrono::steady_clock::time_point expires;
};

class SessionTable {
public:
    bool open(std::ostream &out, int operator_id, const std::string &station);

private:
    static constexpr std::chrono::minutes lifetime{480};
    std::map<std::string, Session> sessions_;
};

bool SessionTable::open(std::ostream &out, int operator_id, const std::string &station)
{
    static const char digits[] = "0123456789abcdef";
    std::array<unsigned char, 24> raw;
    if (RAND_bytes(raw.data(), static_cast<int>(raw.size())) != 1) {
        out << "Status: 503 Service Unavailable\r\n\r\n";
        return false;
    }
    std::string id;
    for (unsigned char b : raw) {
        id += digits[b >> 4];
        id += digits[b & 15];
    }
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(sessions_, [now](const auto &s) { return s.second.expires < now; });
    sessions_[id] = Session{operator_id, now + lifetime};

    const std::string body = "{\"station\":\"" + station + "\",\"operator\":" + std::to_string(operator_id) + "}";
    out << "Status: 200 OK\r\n"
        << "Set-Cookie: sid=" << id << "; Path=/; HttpOnly; Secure; SameSite=Strict\r\n"
        << "Cache-Control: no-store\r\n"
        << "Content-Type: application/json\r\n"
        << "Content-Length: " << body.size() << "\r\n\r\n"
        << body;
    return out.good();
}

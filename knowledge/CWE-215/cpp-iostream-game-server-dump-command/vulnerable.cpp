#include <chrono>
#include <map>
#include <ostream>
#include <sstream>
#include <string>

struct PlayerSession {
    std::string name;
    std::string address;
    std::string reconnect_token;
    std::chrono::steady_clock::time_point last_seen;
    bool operator_rights = false;
};

class CommandTable {
public:
    std::string run(const PlayerSession &caller, const std::string &line) {
        std::istringstream in(line);
        std::string command;
        in >> command;
        std::ostringstream out;
        if (command == "players") {
            out << sessions_.size() << " players online";
        } else if (command == "whoami") {
            out << caller.name;
        } else if (command == "dump") {
            dump(out);
        } else {
            out << "unknown command: " << command;
        }
        return out.str();
    }

    void add(const std::string &id, PlayerSession session) { sessions_[id] = std::move(session); }

private:
    void dump(std::ostream &out) const {
        const auto now = std::chrono::steady_clock::now();
        for (const auto &[id, session] : sessions_) {
            const auto idle = std::chrono::duration_cast<std::chrono::seconds>(now - session.last_seen);
            out << id << ' ' << session.name << " addr=" << session.address
                << " token=" << session.reconnect_token << " idle=" << idle.count() << "s\n";
        }
    }

    std::map<std::string, PlayerSession> sessions_;
};

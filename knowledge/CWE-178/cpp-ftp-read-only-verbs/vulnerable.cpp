#include <cctype>
#include <functional>
#include <map>
#include <string>
#include <unordered_set>

struct Session {
    std::string user;
    bool read_only = true;
    std::string folder = "/";
};

using Handler = std::function<std::string(Session &, const std::string &)>;

static const std::unordered_set<std::string> writing{"STOR", "APPE", "DELE", "RNFR", "RNTO", "MKD", "RMD", "STOU"};

static std::string upper(std::string text)
{
    for (char &c : text)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

class Dispatcher {
public:
    void on(const std::string &verb, Handler handler) { handlers_[upper(verb)] = std::move(handler); }

    /* Answers one line of the control connection. */
    std::string answer(Session &session, const std::string &line) const
    {
        const auto blank = line.find(' ');
        const std::string verb = line.substr(0, blank);
        const std::string argument = blank == std::string::npos ? "" : line.substr(blank + 1);

        if (session.user.empty() && upper(verb) != "USER" && upper(verb) != "PASS")
            return "530 Please log in.";
        if (session.read_only && writing.count(verb) > 0)
            return "550 This account can only read.";
        const auto found = handlers_.find(upper(verb));
        if (found == handlers_.end())
            return "502 " + verb + " is not known.";
        return found->second(session, argument);
    }

private:
    std::map<std::string, Handler> handlers_;
};

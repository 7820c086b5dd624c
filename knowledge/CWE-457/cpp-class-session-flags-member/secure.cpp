#include <chrono>
#include <map>
#include <memory>
#include <string>

class Session {
public:
    using Clock = std::chrono::steady_clock;

    explicit Session(std::string user)
        : user_(std::move(user)), last_seen_(Clock::now()), admin_(false), second_factor_(false) {}

    void grant_admin() { admin_ = true; }
    void second_factor_passed() { second_factor_ = true; }
    void touch() { last_seen_ = Clock::now(); }

    const std::string& user() const { return user_; }
    bool may_manage_users() const { return admin_ && second_factor_; }

private:
    std::string user_;
    Clock::time_point last_seen_;
    bool admin_;
    bool second_factor_;
};

class SessionTable {
public:
    Session& open(const std::string& token, const std::string& user, bool is_admin)
    {
        auto session = std::make_unique<Session>(user);
        if (is_admin)
            session->grant_admin();
        auto& slot = sessions_[token];
        slot = std::move(session);
        return *slot;
    }

private:
    std::map<std::string, std::unique_ptr<Session>> sessions_;
};

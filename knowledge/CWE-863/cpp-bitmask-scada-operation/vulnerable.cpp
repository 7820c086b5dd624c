#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <string>

enum Permission : std::uint32_t {
    kRead = 1u << 0,
    kOperate = 1u << 1,
    kConfigure = 1u << 2,
    kOverride = 1u << 3,
};

struct Operator {
    std::string badge;
    std::uint32_t granted;
};

struct Command {
    std::uint32_t required;
    std::function<bool(const std::string&)> run;
};

static bool has_any(std::uint32_t granted, std::uint32_t required)
{
    return (granted & required) != 0;
}

bool execute_command(const Operator& who, const std::map<std::string, Command>& table,
                     const std::string& name, const std::string& argument)
{
    const auto entry = table.find(name);
    if (entry == table.end()) {
        std::clog << "unknown command " << name << " from " << who.badge << '\n';
        return false;
    }
    if (!has_any(who.granted, entry->second.required)) {
        std::clog << "denied " << name << " to " << who.badge << '\n';
        return false;
    }
    const bool done = entry->second.run(argument);
    std::clog << name << (done ? " done for " : " failed for ") << who.badge << '\n';
    return done;
}

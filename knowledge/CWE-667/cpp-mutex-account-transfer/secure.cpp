#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>

struct Purse {
    std::uint64_t id;
    std::int64_t cents = 0;
    std::string last_note;
    mutable std::mutex lock;
};

/** Moves money between the purses of two guests of the festival. */
void transfer(Purse &from, Purse &to, std::int64_t cents, const std::string &note)
{
    if (&from == &to || cents <= 0)
        throw std::invalid_argument("choose two purses and an amount");
    std::scoped_lock guard(from.lock, to.lock);
    if (from.cents < cents) {
        throw std::runtime_error("there is not enough in purse " + std::to_string(from.id));
    }
    from.cents -= cents;
    to.cents += cents;
    from.last_note = "to " + std::to_string(to.id) + ": " + note;
    to.last_note = "from " + std::to_string(from.id) + ": " + note;
}

std::int64_t balance(const Purse &purse)
{
    std::lock_guard guard(purse.lock);
    return purse.cents;
}

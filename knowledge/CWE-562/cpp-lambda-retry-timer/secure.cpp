#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <string>

using Clock = std::chrono::steady_clock;

class TimerQueue {
public:
    void after(std::chrono::milliseconds delay, std::function<void()> action)
    {
        actions_.emplace(Clock::now() + delay, std::move(action));
    }

    void run_due()
    {
        while (!actions_.empty() && actions_.begin()->first <= Clock::now()) {
            auto action = std::move(actions_.begin()->second);
            actions_.erase(actions_.begin());
            action();
        }
    }

private:
    std::multimap<Clock::time_point, std::function<void()>> actions_;
};

/** Sends a dispatch note to the depot again later, each time after twice the delay. */
void schedule_retry(TimerQueue &timers, const std::string &depot, int attempt)
{
    std::string note = "dispatch for " + depot;
    int left = 5 - attempt;
    const auto delay = std::chrono::milliseconds(200 << attempt);

    timers.after(delay, [note, left]() {
        std::cout << "retry " << note << ", " << left << " attempts left\n";
    });
}

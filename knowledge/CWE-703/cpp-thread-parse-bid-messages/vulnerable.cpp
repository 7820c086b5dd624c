#include <condition_variable>
#include <deque>
#include <exception>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

class BidWorker {
public:
    void push(std::string message)
    {
        {
            std::scoped_lock hold(lock_);
            queue_.push_back(std::move(message));
        }
        ready_.notify_one();
    }

    void run()
    {
        for (;;) {
            std::string message;
            {
                std::unique_lock hold(lock_);
                ready_.wait(hold, [this] { return !queue_.empty(); });
                message = std::move(queue_.front());
                queue_.pop_front();
            }
            apply(message);
        }
    }

private:
    void apply(const std::string &message)
    {
        std::vector<std::string> fields;
        std::istringstream in(message);
        for (std::string field; std::getline(in, field, ';');)
            fields.push_back(field);
        const unsigned long lot = std::stoul(fields.at(0));
        const unsigned long bidder = std::stoul(fields.at(1));
        const unsigned long cents = std::stoul(fields.at(2));
        auto &best = best_[lot];
        if (cents > best) {
            best = cents;
            std::cout << "lot " << lot << ": bidder " << bidder << " leads with " << cents << '\n';
        }
    }

    std::mutex lock_;
    std::condition_variable ready_;
    std::deque<std::string> queue_;
    std::map<unsigned long, unsigned long> best_;
};

#include <chrono>
#include <deque>
#include <functional>
#include <iostream>
#include <memory>
#include <string>

struct Job {
    std::string tenant;
    std::function<bool()> run;
    int attempts = 0;
};

class Scheduler {
public:
    void execute(std::unique_ptr<Job> job)
    {
        ++job->attempts;
        bool ok = false;
        try {
            ok = job->run();
        } catch (const std::exception& e) {
            std::cerr << "job of " << job->tenant << ": " << e.what() << '\n';
        }

        if (!ok && job->attempts < 5) {
            retry_.push_back(std::unique_ptr<Job>(job.get()));
            return;
        }
        if (!ok)
            std::cerr << "job of " << job->tenant << " gave up\n";
    }

    void run_retries()
    {
        std::deque<std::unique_ptr<Job>> due;
        due.swap(retry_);
        for (auto& job : due)
            execute(std::move(job));
    }

private:
    std::deque<std::unique_ptr<Job>> retry_;
};

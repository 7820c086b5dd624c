#include <chrono>
#include <cstdio>
#include <cstring>
#include <netinet/in.h>
#include <semaphore>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

void print_label(const std::string &zpl);

static std::counting_semaphore<32> free_slots(32);
constexpr std::size_t kMaxLabel = 64 * 1024;
constexpr std::chrono::seconds kLabelTime{30};

static void handle_client(int fd)
{
    std::string label;
    char chunk[2048];
    ssize_t n;
    auto deadline = std::chrono::steady_clock::now() + kLabelTime;
    while ((n = recv(fd, chunk, sizeof chunk, 0)) > 0) {
        label.append(chunk, static_cast<std::size_t>(n));
        if (label.size() > kMaxLabel || std::chrono::steady_clock::now() > deadline)
            break;
        if (label.ends_with("^XZ\n")) {
            print_label(label);
            label.clear();
            deadline = std::chrono::steady_clock::now() + kLabelTime;
        }
    }
    close(fd);
    free_slots.release();
}

void serve_labels(int listener)
{
    for (;;) {
        int fd = accept(listener, nullptr, nullptr);
        if (fd < 0) {
            std::perror("accept");
            continue;
        }
        if (!free_slots.try_acquire()) {
            close(fd);
            continue;
        }
        timeval wait{10, 0};
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        std::thread(handle_client, fd).detach();
    }
}

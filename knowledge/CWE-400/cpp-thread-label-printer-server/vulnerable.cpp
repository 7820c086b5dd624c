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

static void handle_client(int fd)
{
    std::string label;
    char chunk[2048];
    ssize_t n;
    while ((n = recv(fd, chunk, sizeof chunk, 0)) > 0) {
        label.append(chunk, static_cast<std::size_t>(n));
        if (label.ends_with("^XZ\n")) {
            print_label(label);
            label.clear();
        }
    }
    close(fd);
}

void serve_labels(int listener)
{
    for (;;) {
        int fd = accept(listener, nullptr, nullptr);
        if (fd < 0) {
            std::perror("accept");
            continue;
        }
        std::thread(handle_client, fd).detach();
    }
}

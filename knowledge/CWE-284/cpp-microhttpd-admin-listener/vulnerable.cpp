#include <arpa/inet.h>
#include <cstdint>
#include <cstring>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdexcept>
#include <string>

struct Broker {
    void pause();
    void drop_topic(const std::string& topic);
    std::string stats() const;
};

static MHD_Result on_admin(void* cls, MHD_Connection* conn, const char* url, const char* method,
                           const char*, const char*, std::size_t*, void**)
{
    auto* broker = static_cast<Broker*>(cls);
    const std::string path = url;
    std::string body = "ok\n";
    if (path == "/stats")
        body = broker->stats();
    else if (path == "/pause" && std::strcmp(method, "POST") == 0)
        broker->pause();
    else if (path.rfind("/topics/", 0) == 0 && std::strcmp(method, "DELETE") == 0)
        broker->drop_topic(path.substr(8));
    MHD_Response* response = MHD_create_response_from_buffer(body.size(), body.data(), MHD_RESPMEM_MUST_COPY);
    const MHD_Result rc = MHD_queue_response(conn, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return rc;
}

// Console for the operator who is logged in on the broker's host.
MHD_Daemon* start_admin_console(Broker& broker, std::uint16_t port)
{
    MHD_Daemon* daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, port, nullptr, nullptr,
                                          &on_admin, &broker,
                                          MHD_OPTION_CONNECTION_LIMIT, 4u,
                                          MHD_OPTION_END);
    if (daemon == nullptr)
        throw std::runtime_error("admin console cannot listen on port " + std::to_string(port));
    return daemon;
}

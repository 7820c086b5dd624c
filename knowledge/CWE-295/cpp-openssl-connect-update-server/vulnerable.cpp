#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>
#include <stdexcept>
#include <string>

int open_tcp(const std::string &host, int port);

struct TlsSession {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> ctx{nullptr, SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl{nullptr, SSL_free};
};

TlsSession connect_update_server(const std::string &host, int port) {
    TlsSession session;
    session.ctx.reset(SSL_CTX_new(TLS_client_method()));
    if (!session.ctx) throw std::runtime_error("no TLS context");
    SSL_CTX_set_min_proto_version(session.ctx.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(session.ctx.get(), SSL_VERIFY_NONE, nullptr);

    session.ssl.reset(SSL_new(session.ctx.get()));
    if (!session.ssl) throw std::runtime_error("no TLS session");
    SSL_set_tlsext_host_name(session.ssl.get(), host.c_str());

    const int fd = open_tcp(host, port);
    if (fd < 0 || SSL_set_fd(session.ssl.get(), fd) != 1) {
        throw std::runtime_error("cannot connect to " + host);
    }
    if (SSL_connect(session.ssl.get()) != 1) {
        char text[256];
        ERR_error_string_n(ERR_get_error(), text, sizeof text);
        throw std::runtime_error("handshake with " + host + " failed: " + text);
    }
    return session;
}

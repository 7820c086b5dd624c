#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

struct router_state {
    const char *hostname;
    const char *firmware;
    int remote_admin;
    char form_token[33];
};

int session_valid(const char *cookie_header);

int send_admin_page(int fd, const char *cookie_header, const struct router_state *st)
{
    char body[2048];
    int len;

    if (!session_valid(cookie_header)) {
        dprintf(fd, "HTTP/1.1 303 See Other\r\nLocation: /login\r\n"
                    "Content-Length: 0\r\nConnection: close\r\n\r\n");
        return 0;
    }

    len = snprintf(body, sizeof body,
        "<!doctype html><title>%s</title><h1>%s</h1><p>Firmware %s</p>"
        "<form method=\"post\" action=\"/admin/remote\">"
        "<input type=\"hidden\" name=\"token\" value=\"%s\">"
        "<button name=\"remote\" value=\"%d\">%s remote administration</button></form>"
        "<form method=\"post\" action=\"/admin/reset\">"
        "<input type=\"hidden\" name=\"token\" value=\"%s\">"
        "<button>Restore factory settings</button></form>",
        st->hostname, st->hostname, st->firmware, st->form_token, !st->remote_admin,
        st->remote_admin ? "Disable" : "Enable", st->form_token);
    if (len < 0 || (size_t)len >= sizeof body)
        return -1;

    dprintf(fd, "HTTP/1.1 200 OK\r\n"
                "Content-Type: text/html; charset=utf-8\r\n"
                "Cache-Control: no-store\r\n"
                "X-Frame-Options: DENY\r\n"
                "Content-Security-Policy: frame-ancestors 'none'\r\n"
                "Content-Length: %d\r\n"
                "Connection: close\r\n\r\n", len);
    if (write(fd, body, (size_t)len) != len) {
        syslog(LOG_WARNING, "admin page was not sent completely");
        return -1;
    }
    return 0;
}

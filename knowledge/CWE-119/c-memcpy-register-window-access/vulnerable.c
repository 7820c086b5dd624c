#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <syslog.h>

#define REG_WINDOW 1024

struct reg_request {
    uint8_t write;
    uint32_t offset;
    uint32_t length;
    uint8_t data[512];
};

struct controller {
    uint8_t regs[REG_WINDOW];
    unsigned writes;
};

/* Executes one register access; the request was decoded from the management socket. */
int regs_access(struct controller *ctl, struct reg_request *req)
{
    if (req->length == 0)
        return 0;

    if (req->write) {
        memcpy(ctl->regs + req->offset, req->data, req->length);
        ctl->writes++;
        syslog(LOG_DEBUG, "wrote %u bytes at %u", req->length, req->offset);
    } else {
        memcpy(req->data, ctl->regs + req->offset, req->length);
    }
    return (int)req->length;
}

#include <cstdarg>
#include <cstdio>
#include <ctime>
#include <string>

class AuditLog {
public:
    explicit AuditLog(std::FILE* out) : out_(out) {}

    [[gnu::format(printf, 3, 4)]]
    void write(const char* channel, const char* format, ...)
    {
        char text[512];
        std::va_list args;
        va_start(args, format);
        std::vsnprintf(text, sizeof(text), format, args);
        va_end(args);
        std::fprintf(out_, "%lld [%s] %s\n", static_cast<long long>(std::time(nullptr)), channel, text);
        std::fflush(out_);
    }

private:
    std::FILE* out_;
};

struct ChatMessage {
    int player_id;
    std::string channel;
    std::string text;
};

bool relay_chat(AuditLog& log, const ChatMessage& message, std::string& broadcast)
{
    if (message.text.empty() || message.text.size() > 200)
        return false;
    log.write("chat", "%s", message.text.c_str());
    broadcast = std::to_string(message.player_id) + ": " + message.text;
    return true;
}

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

struct Shape {
    virtual ~Shape() = default;
    std::uint32_t owner = 0;
    int x = 0;
    int y = 0;
};

struct Circle : Shape {
    double radius = 0;
};

struct TextBox : Shape {
    std::string text;
    int font_size = 12;
};

struct SetTextCommand {
    std::uint32_t shape;
    std::uint32_t sender;
    std::string text;
    int font_size;
};

class Whiteboard {
public:
    // Returns false when the command was refused.
    bool set_text(const SetTextCommand& command)
    {
        const auto it = shapes_.find(command.shape);
        if (it == shapes_.end() || it->second->owner != command.sender)
            return false;
        if (command.text.size() > 2000 || command.font_size < 4 || command.font_size > 200)
            return false;

        auto* box = static_cast<TextBox*>(it->second.get());
        box->text = command.text;
        box->font_size = command.font_size;
        ++revision_;
        return true;
    }

private:
    std::unordered_map<std::uint32_t, std::unique_ptr<Shape>> shapes_;
    std::uint64_t revision_ = 0;
};

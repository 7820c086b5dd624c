#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>

class MailHeader {
public:
    void add(std::string name, std::string value)
    {
        fields_[lower(std::move(name))] = std::move(value);
    }

    /** The value of a field without blanks around it and folded lines joined; empty where it is missing. */
    std::string_view field(std::string name) const
    {
        const auto found = fields_.find(lower(std::move(name)));
        if (found == fields_.end())
            return {};
        std::string value = found->second;
        std::replace(value.begin(), value.end(), '\n', ' ');
        const auto first = value.find_first_not_of(" \t\r");
        if (first == std::string::npos)
            return {};
        const auto last = value.find_last_not_of(" \t\r");
        value = value.substr(first, last - first + 1);
        return value;
    }

private:
    static std::string lower(std::string text)
    {
        std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
        return text;
    }

    std::map<std::string, std::string> fields_;
};

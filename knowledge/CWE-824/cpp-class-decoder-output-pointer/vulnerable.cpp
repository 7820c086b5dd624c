#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

struct Dictionary {
    std::vector<std::string> phrases;
};

struct LogRecord {
    enum class Kind : std::uint8_t { UseDictionary, Phrase, Literal } kind;
    std::uint16_t number;
    std::string text;
};

class LogDecoder {
public:
    LogDecoder(const std::vector<Dictionary>& known, std::size_t max_line)
        : known_(known), max_line_(max_line)
    {
    }

    // Appends the text of a record to the line; returns false on a bad record.
    bool decode(const LogRecord& record, std::string& line)
    {
        switch (record.kind) {
        case LogRecord::Kind::UseDictionary:
            if (record.number >= known_.size())
                return false;
            dictionary_ = &known_[record.number];
            return true;
        case LogRecord::Kind::Phrase:
            if (dictionary_ == nullptr || record.number >= dictionary_->phrases.size())
                return false;
            line += dictionary_->phrases[record.number];
            break;
        case LogRecord::Kind::Literal:
            line += record.text;
            break;
        }
        return line.size() <= max_line_;
    }

private:
    const std::vector<Dictionary>& known_;
    std::size_t max_line_;
    const Dictionary* dictionary_;
};

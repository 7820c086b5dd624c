#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

enum : std::uint8_t { kSpace = 0, kWord = 1, kOperator = 2 };

static std::array<std::uint8_t, 256> make_table()
{
    std::array<std::uint8_t, 256> table{};
    for (int c = 'a'; c <= 'z'; ++c)
        table[c] = table[c - 'a' + 'A'] = kWord;
    for (int c = '0'; c <= '9'; ++c)
        table[c] = kWord;
    for (int c = 128; c < 256; ++c)
        table[c] = kWord;
    for (unsigned char c : {'+', '-', '|', '"'})
        table[c] = kOperator;
    return table;
}

// Splits a search query into words and operators.
std::vector<std::string> tokenize_query(std::string_view query)
{
    static const std::array<std::uint8_t, 256> table = make_table();
    std::vector<std::string> tokens;
    std::uint8_t last = kSpace;

    for (char c : query) {
        const std::uint8_t kind = table[static_cast<unsigned char>(c)];
        if (kind != kSpace) {
            if (kind == kWord && last == kWord)
                tokens.back().push_back(c);
            else
                tokens.emplace_back(1, c);
        }
        last = kind;
    }
    return tokens;
}

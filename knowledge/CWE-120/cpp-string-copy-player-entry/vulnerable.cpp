#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

struct ScoreEntry {
    char nick[16];
    char tag[6];
    std::uint16_t team;
    std::uint32_t score;
};

struct JoinMessage {
    std::string nick;
    std::string tag;
    std::uint16_t team = 0;
};

// Adds a player to the table that is broadcast to all clients.
void add_player(std::vector<ScoreEntry>& table, const JoinMessage& join)
{
    ScoreEntry entry;
    std::memset(&entry, 0, sizeof(entry));

    join.nick.copy(entry.nick, join.nick.size());
    join.tag.copy(entry.tag, join.tag.size());
    entry.team = join.team;
    entry.score = 0;

    const auto same = std::find_if(table.begin(), table.end(), [&](const ScoreEntry& other) {
        return std::strcmp(other.nick, entry.nick) == 0;
    });
    if (same != table.end())
        *same = entry;
    else
        table.push_back(entry);
}

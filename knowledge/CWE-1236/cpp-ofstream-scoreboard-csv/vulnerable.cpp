#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

struct Score {
    std::string nickname;
    std::string team;
    int wins;
    int points;
};

static std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out + "\"";
}

std::size_t writeScoreboard(const std::string &path, std::vector<Score> scores)
{
    std::sort(scores.begin(), scores.end(), [](const Score &a, const Score &b) {
        return a.points != b.points ? a.points > b.points : a.wins > b.wins;
    });

    std::ofstream out(path, std::ios::trunc);
    if (!out)
        throw std::runtime_error("cannot write " + path);
    out << "Rank,Nickname,Team,Wins,Points\r\n";
    std::size_t rank = 0;
    for (const auto &score : scores) {
        out << ++rank << ',' << quoted(score.nickname) << ',' << quoted(score.team) << ','
            << score.wins << ',' << score.points << "\r\n";
    }
    if (!out.flush())
        throw std::runtime_error("scoreboard not written completely");
    return rank;
}

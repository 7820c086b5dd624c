#include <cstdint>
#include <cstring>
#include <istream>
#include <optional>
#include <string>

struct MemberHeader {
    char name[100];
    char mode[8];
    char size[12];
    char type;
    char linkname[100];
};

struct Member {
    std::string name;
    std::string link;
    std::uint64_t size = 0;
};

// Reads the next member header of a backup archive.
std::optional<Member> next_member(std::istream& in)
{
    MemberHeader header;
    if (!in.read(reinterpret_cast<char*>(&header), sizeof(header)))
        return std::nullopt;

    Member member;
    member.name = header.name;
    if (header.type == '2')
        member.link = header.linkname;
    for (char digit : header.size) {
        if (digit < '0' || digit > '7')
            break;
        member.size = member.size * 8 + static_cast<std::uint64_t>(digit - '0');
    }
    if (member.name.empty() || member.name.find("..") != std::string::npos)
        return std::nullopt;
    return member;
}

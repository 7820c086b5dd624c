#include <cstring>
#include <iostream>
#include <string>
#include <vector>

struct LabelRecord {
    char recipient[40];
    char street[48];
    char city[32];
};

struct Address {
    std::string first_name;
    std::string last_name;
    std::string street;
    std::string city;
};

template <std::size_t N>
static void set_field(char (&field)[N], const std::string& text)
{
    std::strcpy(field, text.c_str());
}

bool queue_label(std::vector<LabelRecord>& queue, const Address& address)
{
    if (address.last_name.empty() || address.city.empty()) {
        std::cerr << "label: incomplete address\n";
        return false;
    }

    LabelRecord record{};
    set_field(record.recipient, address.first_name + " " + address.last_name);
    set_field(record.street, address.street);
    set_field(record.city, address.city);
    queue.push_back(record);
    return true;
}

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>

class Report {
public:
    virtual ~Report() = default;
    virtual std::string run(const std::string &parameters) = 0;
};

extern "C" Report *create_turnover_report();
extern "C" Report *create_stock_report();
extern "C" Report *create_returns_report();

static const std::unordered_map<std::string, Report *(*)()> kReports = {
    {"turnover", create_turnover_report},
    {"stock", create_stock_report},
    {"returns", create_returns_report},
};

struct ReportMessage {
    std::string report;
    std::string parameters;
    std::size_t max_length = 65536;
};

std::string handle_report_message(const ReportMessage &message)
{
    if (message.report.empty() || message.report.size() > 32)
        throw std::invalid_argument("bad report name");

    const auto found = kReports.find(message.report);
    if (found == kReports.end())
        throw std::invalid_argument("no report " + message.report);

    std::unique_ptr<Report> report(found->second());
    std::string text = report->run(message.parameters);
    if (text.size() > message.max_length) {
        text.resize(message.max_length);
        text += "\n[shortened]\n";
    }
    return text;
}

#include <dlfcn.h>
#include <filesystem>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace fs = std::filesystem;

struct Filter {
    std::string name;
    void (*apply)(unsigned char *rgba, int width, int height) = nullptr;
};

static const std::vector<fs::path> kFilterDirs = {"./filters", "/tmp/imgd/filters", "/usr/lib/imgd/filters"};

std::vector<Filter> load_filters()
{
    std::vector<Filter> filters;
    for (const auto &dir : kFilterDirs) {
        std::error_code ec;
        for (const auto &entry : fs::directory_iterator(dir, ec)) {
            if (entry.path().extension() != ".so")
                continue;
            void *library = dlopen(entry.path().c_str(), RTLD_NOW | RTLD_LOCAL);
            if (library == nullptr) {
                std::cerr << dlerror() << '\n';
                continue;
            }
            Filter filter;
            filter.name = entry.path().stem().string();
            filter.apply = reinterpret_cast<decltype(filter.apply)>(dlsym(library, "filter_apply"));
            if (filter.apply == nullptr) {
                dlclose(library);
                continue;
            }
            filters.push_back(filter);
        }
    }
    std::clog << filters.size() << " filters\n";
    return filters;
}

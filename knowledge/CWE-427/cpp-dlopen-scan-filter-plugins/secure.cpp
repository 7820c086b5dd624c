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

static const std::vector<fs::path> kFilterDirs = {"/usr/lib/imgd/filters"};

static bool installed_by_root(const fs::path &path)
{
    struct stat st;
    return lstat(path.c_str(), &st) == 0 && !S_ISLNK(st.st_mode) && st.st_uid == 0 &&
           (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::vector<Filter> load_filters()
{
    std::vector<Filter> filters;
    for (const auto &dir : kFilterDirs) {
        std::error_code ec;
        if (!installed_by_root(dir))
            continue;
        for (const auto &entry : fs::directory_iterator(dir, ec)) {
            if (entry.path().extension() != ".so")
                continue;
            if (!installed_by_root(entry.path())) {
                std::cerr << entry.path().filename() << ": wrong owner or mode\n";
                continue;
            }
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

#include <spawn.h>
#include <sys/wait.h>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

extern char **environ;

namespace fs = std::filesystem;

int packFiles(const fs::path &folder, const std::vector<std::string> &names, const fs::path &archive)
{
    if (names.empty())
        throw std::invalid_argument("nothing selected");
    for (const auto &name : names)
        if (name.empty() || name.find('/') != std::string::npos || name == "..")
            throw std::invalid_argument("not a file of this folder: " + name);

    std::vector<std::string> args = {"tar", "--create", "--gzip", "--file=" + archive.string(),
                                     "--directory=" + folder.string()};
    args.push_back("--");
    for (const auto &name : names)
        args.push_back("./" + name);

    std::vector<char *> argv;
    argv.reserve(args.size() + 1);
    for (auto &arg : args)
        argv.push_back(arg.data());
    argv.push_back(nullptr);

    pid_t pid = 0;
    if (posix_spawnp(&pid, "tar", nullptr, nullptr, argv.data(), environ) != 0)
        throw std::runtime_error("tar could not be started");

    int status = 0;
    if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
        throw std::runtime_error("tar did not end normally");
    if (WEXITSTATUS(status) != 0)
        std::cerr << "packing " << names.size() << " files ended with " << WEXITSTATUS(status) << '\n';
    return WEXITSTATUS(status);
}

#include <dlfcn.h>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

struct Codec {
    void *library = nullptr;
    int (*encode)(const short *samples, int count, unsigned char *out, int out_size) = nullptr;
};

static const std::string kCodecDir = "/usr/lib/recorder/codecs";

Codec load_codec(const std::string &name)
{
    if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") != std::string::npos)
        throw std::invalid_argument("bad codec name");

    std::string file = "librec_" + name + ".so";
    if (const char *dir = std::getenv("RECORDER_CODECS"))
        file = std::string(dir) + "/" + file;

    Codec codec;
    codec.library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (codec.library == nullptr)
        throw std::runtime_error(std::string("codec not loaded: ") + dlerror());

    using VersionFn = int (*)();
    auto version = reinterpret_cast<VersionFn>(dlsym(codec.library, "rec_codec_version"));
    if (version == nullptr || version() < 2) {
        dlclose(codec.library);
        throw std::runtime_error("codec " + name + " is too old");
    }
    codec.encode = reinterpret_cast<decltype(codec.encode)>(dlsym(codec.library, "rec_codec_encode"));
    if (codec.encode == nullptr) {
        dlclose(codec.library);
        throw std::runtime_error("codec " + name + " cannot encode");
    }
    std::clog << "codec " << name << " from " << file << '\n';
    return codec;
}

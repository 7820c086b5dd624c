#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

struct Stem {
    std::uint32_t frames;
    std::uint32_t channels;
    std::uint32_t (*read_sample)(const Stem&, std::uint32_t frame, std::uint32_t channel);
    float gain;
};

std::vector<float> render_stem(const Stem& stem)
{
    if (stem.channels == 0 || stem.read_sample == nullptr)
        throw std::invalid_argument("stem has no channels");

    std::vector<float> out;
    if (stem.frames > out.max_size() / stem.channels)
        throw std::length_error("stem is too long");
    out.resize(std::size_t(stem.frames) * stem.channels);

    float* sample = out.data();
    for (std::uint32_t frame = 0; frame < stem.frames; ++frame) {
        for (std::uint32_t channel = 0; channel < stem.channels; ++channel) {
            const auto raw = static_cast<std::int32_t>(stem.read_sample(stem, frame, channel));
            *sample++ = stem.gain * static_cast<float>(raw) / 2147483648.0f;
        }
    }
    return out;
}

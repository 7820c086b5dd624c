#include <array>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>

using StepHandler = void (*)(double dt);

void step_idle(double dt);
void step_pump(double dt);
void step_drain(double dt);

static const std::array<StepHandler, 3> kHandlers{step_idle, step_pump, step_drain};

struct TankState {
    std::uint32_t sensor_count;
    std::array<double, 16> levels;
    std::uint32_t mode;
    StepHandler on_step;
};

TankState restore_snapshot(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot open snapshot " + path);

    TankState state{};
    in.read(reinterpret_cast<char*>(&state.sensor_count), sizeof(state.sensor_count));
    in.read(reinterpret_cast<char*>(state.levels.data()), sizeof(state.levels));
    in.read(reinterpret_cast<char*>(&state.mode), sizeof(state.mode));
    if (!in)
        throw std::runtime_error("snapshot is truncated");
    if (state.sensor_count > state.levels.size() || state.mode >= kHandlers.size())
        throw std::runtime_error("snapshot has impossible values");
    state.on_step = kHandlers[state.mode];

    double total = 0.0;
    for (std::uint32_t i = 0; i < state.sensor_count; ++i)
        total += state.levels[i];
    if (total < 0.0)
        throw std::runtime_error("snapshot has a negative volume");
    state.on_step(0.0);
    return state;
}

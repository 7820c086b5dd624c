#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

enum class HandleKind : std::uint8_t { Free, Buffer, Timer };

struct Buffer {
    std::uint8_t* data;
    std::size_t capacity;
    std::size_t used;
};

struct Timer {
    std::uint64_t due;
    std::uint64_t period;
    void (*callback)(void*);
};

struct HandleEntry {
    HandleKind kind = HandleKind::Free;
    void* object = nullptr;
};

class HandleTable {
public:
    // Host function for plug-ins: appends bytes to the buffer behind a handle.
    std::int64_t buffer_append(std::uint32_t handle, std::span<const std::uint8_t> bytes)
    {
        if (handle >= entries_.size())
            return -1;

        const HandleEntry& entry = entries_[handle];
        if (entry.object == nullptr)
            return -1;
        auto* buffer = static_cast<Buffer*>(entry.object);
        const std::size_t n = std::min(bytes.size(), buffer->capacity - buffer->used);
        std::memcpy(buffer->data + buffer->used, bytes.data(), n);
        buffer->used += n;
        return static_cast<std::int64_t>(n);
    }

private:
    std::vector<HandleEntry> entries_;
};

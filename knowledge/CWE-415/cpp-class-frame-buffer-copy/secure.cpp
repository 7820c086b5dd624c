#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

class Frame {
public:
    Frame(const std::uint8_t* data, std::size_t size)
        : data_(new std::uint8_t[size]), size_(size)
    {
        std::memcpy(data_, data, size);
    }

    ~Frame() { delete[] data_; }

    Frame(const Frame& other) : Frame(other.data_, other.size_) {}

    Frame& operator=(Frame other) noexcept
    {
        std::uint8_t* data = data_;
        data_ = other.data_;
        other.data_ = data;
        size_ = other.size_;
        return *this;
    }

    std::size_t size() const { return size_; }
    const std::uint8_t* data() const { return data_; }

private:
    std::uint8_t* data_;
    std::size_t size_;
};

// Keeps the last frames before an alarm and returns them when the alarm is raised.
class PreAlarmBuffer {
public:
    void push(const Frame& frame)
    {
        if (frames_.size() == 50)
            frames_.erase(frames_.begin());
        frames_.push_back(frame);
    }

    std::vector<Frame> snapshot() const { return frames_; }

private:
    std::vector<Frame> frames_;
};

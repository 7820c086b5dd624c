#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct block_head {
    uint32_t magic;
    uint32_t entries;
    int64_t next;
};

#define BLOCK_MAGIC 0x4a424c4bu

/* Sums up the entries of all blocks; negative on a damaged journal. */
int64_t count_journal_entries(const char *file)
{
    struct block_head head;
    struct stat st;
    int64_t total = 0;
    int64_t offset = 0;
    int fd = open(file, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (fstat(fd, &st) != 0) {
        close(fd);
        return -1;
    }
    do {
        if (pread(fd, &head, sizeof head, (off_t)offset) != (ssize_t)sizeof head || head.magic != BLOCK_MAGIC) {
            fprintf(stderr, "%s: damaged block at %" PRId64 "\n", file, offset);
            close(fd);
            return -1;
        }
        total += head.entries;
        if (head.next < 0 || head.next > st.st_size) {
            fprintf(stderr, "%s: bad link at %" PRId64 "\n", file, offset);
            close(fd);
            return -1;
        }
        offset = head.next;
    } while (offset != 0);

    close(fd);
    printf("%s: %" PRId64 " entries\n", file, total);
    return total;
}

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define NOTE_MAX 512

struct note {
    uint32_t author;
    time_t received;
    int32_t len;
    char text[NOTE_MAX + 1];
};

/* msg: author (4 bytes), length (4 bytes), text. */
int note_decode(const unsigned char *msg, size_t msg_len, struct note *note)
{
    uint32_t word;

    if (msg_len < 8)
        return -1;
    memcpy(&word, msg, sizeof(word));
    note->author = ntohl(word);
    memcpy(&word, msg + 4, sizeof(word));
    note->len = (int32_t)ntohl(word);

    if (note->len > NOTE_MAX || note->len > (int32_t)(msg_len - 8)) {
        fprintf(stderr, "note of %u has length %d\n", note->author, note->len);
        return -1;
    }
    memcpy(note->text, msg + 8, note->len);
    note->text[note->len] = '\0';
    note->received = time(NULL);
    return 0;
}

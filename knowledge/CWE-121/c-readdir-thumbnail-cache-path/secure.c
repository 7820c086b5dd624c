#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Counts the pictures of a directory that have no thumbnail yet. */
int count_missing_thumbnails(const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *de;
    int missing = 0;

    if (d == NULL) {
        perror(dir);
        return -1;
    }

    while ((de = readdir(d)) != NULL) {
        char thumb[256];
        struct stat st;
        const char *ext = strrchr(de->d_name, '.');

        if (ext == NULL || strcmp(ext, ".jpg") != 0)
            continue;
        int n = snprintf(thumb, sizeof(thumb), "%s/.thumbs/%s", dir, de->d_name);
        if (n < 0 || (size_t)n >= sizeof(thumb)) {
            fprintf(stderr, "%s: path is too long, skipped\n", de->d_name);
            continue;
        }
        if (stat(thumb, &st) != 0 || st.st_size == 0)
            missing++;
    }
    closedir(d);
    return missing;
}

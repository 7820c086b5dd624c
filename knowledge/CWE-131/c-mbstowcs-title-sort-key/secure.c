#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

/* Makes the sort key of a title: wide characters in lower case, without a leading article. */
wchar_t *title_sort_key(const char *title)
{
    size_t chars = mbstowcs(NULL, title, 0);

    if (chars == (size_t)-1) {
        fprintf(stderr, "title is not valid in this locale\n");
        return NULL;
    }

    wchar_t *key = calloc(chars + 1, sizeof(*key));
    if (key == NULL)
        return NULL;
    mbstowcs(key, title, chars + 1);

    for (wchar_t *c = key; *c != L'\0'; c++)
        *c = (wchar_t)towlower((wint_t)*c);

    if (wcsncmp(key, L"the ", 4) == 0)
        wmemmove(key, key + 4, wcslen(key + 4) + 1);
    return key;
}

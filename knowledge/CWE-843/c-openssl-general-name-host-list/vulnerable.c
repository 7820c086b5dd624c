#include <openssl/asn1.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

/* Writes the host names of a certificate to out, separated by spaces; returns their number. */
int cert_host_names(X509 *cert, char *out, size_t out_len)
{
    GENERAL_NAMES *names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
    size_t used = 0;
    int found = 0;

    if (names == NULL) {
        fprintf(stderr, "certificate has no alternative names\n");
        return 0;
    }

    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *gen = sk_GENERAL_NAME_value(names, i);
        const ASN1_STRING *dns = gen->d.dNSName;
        const unsigned char *data = ASN1_STRING_get0_data(dns);
        size_t len = (size_t)ASN1_STRING_length(dns);

        if (len == 0 || memchr(data, '\0', len) != NULL)
            continue;
        if (len + 2 > out_len - used)
            break;
        memcpy(out + used, data, len);
        used += len;
        out[used++] = ' ';
        found++;
    }
    if (out_len > 0)
        out[used > 0 ? used - 1 : 0] = '\0';
    GENERAL_NAMES_free(names);
    return found;
}

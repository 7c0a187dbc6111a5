/* version.c: which galley this is. SPDX-License-Identifier: MIT */
#include <galley/version.h>

const char *
galley_version(void)
{
    return GALLEY_VERSION;
}

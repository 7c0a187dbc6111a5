/* main.c: the galley program. SPDX-License-Identifier: MIT */
#include "cli/cli-private.h"

int
main(int argc, char **argv)
{
    return galley_main(argc, argv);
}

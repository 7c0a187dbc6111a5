/* sandbox-private.h: what a worker may still do once its plugins are open.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** GalleySandbox: what of it this kernel has. */
typedef enum {
    GALLEY_SANDBOX_FILES = 1 << 0, /* Landlock: reading below the inputs, writing nowhere */
    GALLEY_SANDBOX_CALLS =
        1 << 1, /* seccomp: no network, no new programs or processes, no signals to others */
} GalleySandbox;
#define GALLEY_SANDBOX_FULL (GALLEY_SANDBOX_FILES | GALLEY_SANDBOX_CALLS)

/**
 * galley_sandbox_enter:
 * @readable: (array zero-terminated=1): files and folders that may be read from here on
 *
 * For this process, for good. What it has open already stays open.
 *
 * Returns: what was reached
 */
GalleySandbox galley_sandbox_enter(const char *const *readable);

/** galley_sandbox_get_reached: what galley_sandbox_enter() reached in this process; 0: nothing, or
 * it was not called */
GalleySandbox galley_sandbox_get_reached(void);

/** galley_sandbox_probe: what this kernel and this build have, without entering */
GalleySandbox galley_sandbox_probe(void);

/** galley_sandbox_describe: what workers may still do, and what this kernel holds them to, for
 * people; some lines */
void galley_sandbox_describe(GString *out);

/** galley_sandbox_describe_in_short: likewise, as the end of a sentence about workers */
void galley_sandbox_describe_in_short(GString *out);

/* ---- a process by itself ---- */

/** galley_count_threads: of this process; 0 where /proc cannot be read */
guint galley_count_threads(void);

/** GalleyHold: something that a process holds open. */
typedef struct {
    int fd;
    char *target; /* a path, or what the kernel calls it: "socket:[123]" */
} GalleyHold;

/** galley_holds_list: (transfer full) (element-type GalleyHold): of this process, by number */
GPtrArray *galley_holds_list(void);

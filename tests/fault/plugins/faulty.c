/* faulty.c: a processor that does what its option says, right or wrong.
 * SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <galley/plugin.h>

enum {
    DO_NOTHING,
    DO_ERROR,
    DO_SILENT_ERROR,
    DO_DROP,
    DO_WRONG_SPAN,
    DO_UNDECLARED,
    DO_CUT_CHARACTER,
    DO_WRONG_ROW,
    DO_SEGFAULT,
    DO_ABORT,
    DO_EXIT,
    DO_LOOP,
    DO_SLEEP,
    DO_ALLOCATE,
    DO_KILL,
    DO_CRASH_LATER,
    DO_LEAK,
    DO_BABBLE,
    DO_CLOSE,
    DO_FORK,
    DO_EXCUSE,
    DO_RANT,
    DO_NAP,
    DO_AWAIT,
    DO_SCRIBBLE,
};
static const char *const deeds[] = {
    "nothing",       "error",     "silent-error", "drop",        "wrong-span", "undeclared",
    "cut-character", "wrong-row", "segfault",     "abort",       "exit",       "loop",
    "sleep",         "allocate",  "kill",         "crash-later", "leak",       "babble",
    "close",         "fork",      "excuse",       "rant",        "nap",        "await",
    "scribble",      NULL,
};

typedef struct {
    gint what;
    const char *when; /* only in documents whose text holds this */
} Faulty;

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(Faulty, what, "nothing", deeds, "what to do"),
    GALLEY_OPTION_STRING(Faulty, when, NULL, "only in documents that hold this"),
    GALLEY_OPTION_END,
};
static const GalleyPort gives[] = { GALLEY_LAYER("mention", "entity"),
                                    GALLEY_LAYER("entity", "name"), GALLEY_PORT_END };

static GalleyStatus
fail(GError **error)
{
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "told to fail");
    return GALLEY_ERROR;
}

/* A reason of its own for each. */
static GalleyStatus
drop_by_id(GalleyDocument *document)
{
    g_autofree char *reason = g_strconcat("it is ", galley_document_get_id(document), NULL);
    return galley_document_drop(document, reason);
}

/* Long, and not meant for a terminal. */
static GalleyStatus
rant(GError **error)
{
    g_autofree char *words = g_strnfill(100000, '!');
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "\033]0;title\007\n%s",
                words);
    return GALLEY_ERROR;
}

static void
give_wrong_row(GalleyDocument *document)
{
    GalleyLayer *mentions = galley_document_add_layer(document, "mention");
    galley_layer_set_row(mentions, GALLEY_MENTION_ENTITY, galley_layer_add(mentions, 0, 2), 7);
}

/* Set by one document, and deadly to the next one: what a spoilt heap does. */
static gboolean spoilt;

static void
crash(void)
{
    raise(SIGSEGV);
}

static void
loop(void)
{
    for (volatile guint i = 0;; i++)
        ;
}

static void
allocate(void)
{
    for (gsize size = 1 << 20;; size *= 2)
        memset(g_malloc(size), 1, size);
}

#define LEFT_OVER ((gsize)1 << 17)

/* Nearly all that there is, and none of it given back: what comes next gets too little. */
static void
leak(void)
{
    for (gsize size = 1 << 20; size > LEFT_OVER;) {
        char *memory = malloc(size);
        if (memory)
            *(volatile char *)memory = 1;
        else
            size /= 2;
    }
}

/* Until somebody says that it may go on. */
static void
await(void)
{
    while (access("in/.go", F_OK) != 0)
        g_usleep(1000);
}

/* Over all memory that is shared with other processes; which that is tells /proc, outside of the sandbox. */
static void
scribble(void)
{
    g_autofree char *maps = NULL;
    g_file_get_contents("/proc/self/maps", &maps, NULL, NULL);
    g_auto(GStrv) lines = g_strsplit(maps ? maps : "", "\n", -1);
    for (char **line = lines; *line; line++) {
        char *dash = NULL, *end = NULL;
        guint64 from = g_ascii_strtoull(*line, &dash, 16);
        guint64 to = *dash == '-' ? g_ascii_strtoull(dash + 1, &end, 16) : 0;
        if (to > from && g_str_has_prefix(end, " rw-s"))
            memset((gpointer)(gsize)from, 0xff, (gsize)(to - from));
    }
    abort();
}

#define FILES_MOST 64

/* Into whatever socket there is. */
static void
babble(void)
{
    char nonsense[777];
    memset(nonsense, 'Z', sizeof nonsense);
    for (int fd = 0; fd < FILES_MOST; fd++)
        send(fd, nonsense, sizeof nonsense, MSG_DONTWAIT);
    sleep(1000);
}

static void
close_all(void)
{
    for (int fd = STDERR_FILENO + 1; fd < FILES_MOST; fd++)
        close(fd);
    sleep(1000);
}

static const struct {
    int what;
    void (*function)(void);
} deadly[] = {
    { DO_SEGFAULT, crash },    { DO_ABORT, abort },     { DO_LOOP, loop },
    { DO_ALLOCATE, allocate }, { DO_LEAK, leak },       { DO_BABBLE, babble },
    { DO_SCRIBBLE, scribble }, { DO_CLOSE, close_all }, { DO_AWAIT, await },
};

static void
do_deadly(int what)
{
    for (gsize i = 0; i < G_N_ELEMENTS(deadly); i++)
        if (deadly[i].what == what)
            deadly[i].function();
    if (what == DO_EXIT)
        _exit(3); /* not exit(): a sanitizer would have its say there */
    if (what == DO_SLEEP)
        sleep(1000);
    if (what == DO_NAP)
        g_usleep(30000);
    if (what == DO_KILL)
        kill(getpid(), SIGKILL);
    spoilt = what == DO_CRASH_LATER;
}

static GalleyStatus
faulty_process(GalleyDocument *document, gpointer worker, GError **error)
{
    const Faulty *self = worker;
    guint32 size;
    const char *text = galley_document_get_text(document, &size);
    if (spoilt)
        crash();
    if (self->when && !g_strstr_len(text, size, self->when))
        return GALLEY_OK;
    do_deadly(self->what);
    switch (self->what) {
    case DO_ERROR:
    case DO_LEAK:
        return fail(error);
    case DO_FORK:
        return fork() < 0 ? fail(error) : GALLEY_OK;
    case DO_SILENT_ERROR:
        return GALLEY_ERROR;
    case DO_DROP:
        return galley_document_drop(document, "told to drop");
    case DO_EXCUSE:
        return drop_by_id(document);
    case DO_RANT:
        return rant(error);
    case DO_WRONG_SPAN:
        galley_layer_add(galley_document_add_layer(document, "mention"), 1, size + 5);
        return GALLEY_OK;
    case DO_UNDECLARED:
        galley_document_get_layer(document, "sentence");
        return GALLEY_OK;
    case DO_CUT_CHARACTER:
        galley_layer_add(galley_document_add_layer(document, "mention"), 0, 1);
        return GALLEY_OK;
    case DO_WRONG_ROW:
        give_wrong_row(document);
        return GALLEY_OK;
    default:
        return GALLEY_OK;
    }
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_PROCESSOR,
    .name = "faulty",
    .version = "1.0.0",
    .summary = "does what its option says, right or wrong",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Faulty),
    .gives = gives,
    .process = faulty_process,
};

GALLEY_PLUGIN_DEFINE(plugin)

/* writer-faulty.c: a reducing writer of ids that does what its options say where an id holds a word.
 * SPDX-License-Identifier: MIT */
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <galley/plugin.h>

enum { AT_NOTHING, AT_ENCODE, AT_WRITE, AT_FINISH };
enum { DO_SEGFAULT, DO_EXIT, DO_ERROR, DO_LOOP, DO_SULK, DO_NAP, DO_TOIL };
static const char *const places[] = { "nothing", "encode", "write", "finish", NULL };
static const char *const deeds[] = { "segfault", "exit", "error", "loop",
                                     "sulk",     "nap",  "toil",  NULL };

typedef struct {
    gint at, what;
    const char *path;
} Faulty;

typedef struct {
    const Faulty *self;
    GString *all;
} Worker;

static const GalleyOption options[] = {
    GALLEY_OPTION_ENUM(Faulty, at, "nothing", places, "where to do it"),
    GALLEY_OPTION_ENUM(Faulty, what, "segfault", deeds, "what to do"),
    GALLEY_OPTION_OUTPUT(Faulty, path, "ids.txt", "the ids"),
    GALLEY_OPTION_END,
};

static gpointer
faulty_worker_new(gconstpointer self, G_GNUC_UNUSED GError **error)
{
    Worker *worker = g_new0(Worker, 1);
    *worker = (Worker){ self, g_string_new(NULL) };
    return worker;
}

static void
faulty_worker_free(gpointer data)
{
    Worker *worker = data;
    g_string_free(worker->all, TRUE);
    g_free(worker);
}

/* Takes CPU time, in microseconds. */
static void
toil(clock_t time)
{
    for (clock_t begin = clock(); (clock() - begin) * (G_USEC_PER_SEC / CLOCKS_PER_SEC) < time;)
        ;
}

static gboolean
misbehave(const Worker *worker, int here, const char *text, gsize size, GError **error)
{
    if (worker->self->at != here || !g_strstr_len(text, (gssize)size, "evil"))
        return TRUE;
    if (worker->self->what == DO_SEGFAULT)
        raise(SIGSEGV);
    if (worker->self->what == DO_EXIT)
        _exit(3);
    for (volatile gboolean for_ever = worker->self->what == DO_LOOP; for_ever;)
        ;
    if (worker->self->what == DO_TOIL)
        return toil(G_USEC_PER_SEC / 2), TRUE;
    if (worker->self->what == DO_NAP)
        return g_usleep(2 * G_USEC_PER_SEC), TRUE;
    if (worker->self->what == DO_ERROR)
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA, "told to fail");
    return FALSE;
}

static gboolean
faulty_encode(GalleyDocument *document, gpointer worker, GString *out, GError **error)
{
    const char *id = galley_document_get_id(document);
    g_string_append_printf(out, "%s\n", id);
    return misbehave(worker, AT_ENCODE, id, strlen(id), error);
}

static gboolean
faulty_write(gpointer data, const guint8 *bytes, gsize size, GError **error)
{
    Worker *worker = data;
    g_string_append_len(worker->all, (const char *)bytes, (gssize)size);
    return misbehave(worker, AT_WRITE, (const char *)bytes, size, error);
}

static gboolean
faulty_finish(gpointer data, GalleyOutput *output, GError **error)
{
    Worker *worker = data;
    return misbehave(worker, AT_FINISH, worker->all->str, worker->all->len, error) &&
           galley_output_write(output, worker->all->str, worker->all->len, error);
}

static const GalleyPlugin plugin = {
    GALLEY_PLUGIN_SIZES,
    .kind = GALLEY_KIND_WRITER,
    .name = "faulty",
    .version = "1.0.0",
    .summary = "does what its options say, right or wrong",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(Faulty),
    .worker_new = faulty_worker_new,
    .encode = faulty_encode,
    .write = faulty_write,
    .finish = faulty_finish,
    .worker_free = faulty_worker_free,
};

GALLEY_PLUGIN_DEFINE(plugin)

/* broken.c: plugins that must not be loaded; BROKEN says in which way.
 * SPDX-License-Identifier: MIT */
#include <galley/plugin.h>

#define BROKEN_ABI 1
#define BROKEN_NO_NOTE 2
#define BROKEN_NO_QUERY 3
#define BROKEN_NULL 4
#define BROKEN_SIZE 5
#define BROKEN_NAME 6
#define BROKEN_KIND 7
#define BROKEN_FUNCTION 8
#define BROKEN_OPTION 9
#define BROKEN_LAYER 10

static GalleyStatus
process(G_GNUC_UNUSED GalleyDocument *document,
        G_GNUC_UNUSED gpointer worker,
        G_GNUC_UNUSED GError **error)
{
    return GALLEY_OK;
}

static const GalleyOption options[] = {
    { .name = "far",
      .type = GALLEY_OPTION_TYPE_BOOL,
      .offset = BROKEN == BROKEN_OPTION ? 4096 : 0,
      .help = "lies far away" },
    GALLEY_OPTION_END,
};
static const GalleyPort gives[] = {
    GALLEY_LAYER(BROKEN == BROKEN_LAYER ? "nonsense" : "mention", NULL), GALLEY_PORT_END
};

static const GalleyPlugin plugin __attribute__((used)) = {
    .size = sizeof(GalleyPlugin) + (BROKEN == BROKEN_SIZE ? 8 : 0),
    .option_size = sizeof(GalleyOption),
    .port_size = sizeof(GalleyPort),
    .column_size = sizeof(GalleyColumn),
    .kind = BROKEN == BROKEN_KIND ? GALLEY_KIND_WRITER : GALLEY_KIND_PROCESSOR,
    .name = BROKEN == BROKEN_NAME ? "other" : "broken",
    .version = "1.0.0",
    .summary = "must not be loaded",
    .licence = "MIT",
    .options = options,
    .options_size = sizeof(gboolean),
    .gives = gives,
    .process = BROKEN == BROKEN_FUNCTION ? NULL : process,
};

#if BROKEN == BROKEN_ABI || BROKEN == BROKEN_NO_QUERY
static const struct {
    guint32 sizes[3];
    char name[8];
    guint32 abi[2];
} note __attribute__((section(".note.galley"), used, aligned(4))) = {
    { 7, 8, 1 }, "GALLEY", { GALLEY_ABI_MAJOR, BROKEN == BROKEN_ABI ? 99 : GALLEY_ABI_MINOR }
};
#endif
#if BROKEN == BROKEN_ABI || BROKEN == BROKEN_NO_NOTE
const GalleyPlugin *
galley_plugin_query(void)
{
    g_error("code of a plugin that must not be loaded has run");
    return &plugin;
}
#elif BROKEN == BROKEN_NULL
#undef plugin
GALLEY_PLUGIN_DEFINE(*(const GalleyPlugin *)NULL)
#elif BROKEN != BROKEN_NO_QUERY
GALLEY_PLUGIN_DEFINE(plugin)
#endif

/* plugin.h: what a plugin exports, and in which order the engine calls it.
 * SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>
#include <galley/option.h>

G_BEGIN_DECLS

/** GalleyPluginError: for the GError of a plugin's functions */
typedef enum {
    GALLEY_PLUGIN_ERROR_DATA,  /* the document or record is not what it should be */
    GALLEY_PLUGIN_ERROR_FILE,  /* a file of the plugin's is missing or malformed */
    GALLEY_PLUGIN_ERROR_LIMIT, /* a limit was passed */
    GALLEY_PLUGIN_ERROR_FAILED,
    /* below: the engine's own, when it loads a plugin */
    GALLEY_PLUGIN_ERROR_NOT_FOUND, /* no folder holds it */
    GALLEY_PLUGIN_ERROR_CLASH,     /* two files for one key */
    GALLEY_PLUGIN_ERROR_UNSAFE,    /* others may write to the file or its folder */
    GALLEY_PLUGIN_ERROR_ABI,       /* no ELF note, or another ABI's */
    GALLEY_PLUGIN_ERROR_LOAD, /* not a shared object that can be opened, or without galley_plugin_query */
    GALLEY_PLUGIN_ERROR_DESCRIPTOR, /* a field of the descriptor is missing or does not fit */
    GALLEY_PLUGIN_ERROR_OPTION,     /* an option unknown, ill-typed or out of range */
} GalleyPluginError;
#define GALLEY_PLUGIN_ERROR (galley_plugin_error_quark())
GALLEY_API GQuark galley_plugin_error_quark(void);
/** galley_plugin_fail: sets @error, and answers %FALSE, so that a function fails in one statement */
GALLEY_API gboolean galley_plugin_fail(GError **error,
                                       GalleyPluginError code,
                                       const char *format,
                                       ...) G_GNUC_PRINTF(3, 4);

typedef enum {
    GALLEY_KIND_READER,
    GALLEY_KIND_PROCESSOR,
    GALLEY_KIND_WRITER,
} GalleyKind;

/* ---- contract: what a plugin needs and gives ---- */

typedef enum {
    GALLEY_PORT_LAYER,
    GALLEY_PORT_METADATA,
    GALLEY_PORT_TEXT, /* in `gives`: the plugin edits the text */
} GalleyPortKind;

typedef enum {
    GALLEY_PORT_OPTIONAL = 1 << 0, /* needed only where it is there; given perhaps */
} GalleyPortFlags;

/**
 * GalleyPort: a layer with its columns, or a metadata key. Use the macros below.
 *
 * The name "*" stands for all: for readers, that cannot know the keys in their input, and writers.
 */
typedef struct {
    const char *name; /* %NULL ends the list */
    GalleyPortKind kind;
    GalleyPortFlags flags;
    const char *
        columns; /* of a layer: names parted by blanks, "*" for all that are filled; %NULL: spans alone */
    const GalleyLayout *layout; /* of a layer that is not a standard one and is given here */
    GalleyType type;            /* of a metadata key */
} GalleyPort;

#define GALLEY_LAYER(layer, cols)                                                                  \
    {                                                                                              \
        .name = layer, .kind = GALLEY_PORT_LAYER, .columns = cols                                  \
    }
#define GALLEY_LAYER_OPTIONAL(layer, cols)                                                         \
    {                                                                                              \
        .name = layer, .kind = GALLEY_PORT_LAYER, .flags = GALLEY_PORT_OPTIONAL, .columns = cols   \
    }
#define GALLEY_LAYER_OWN(layer, own_layout, cols)                                                  \
    {                                                                                              \
        .name = layer, .kind = GALLEY_PORT_LAYER, .columns = cols, .layout = own_layout            \
    }
#define GALLEY_METADATA(key, value_type)                                                           \
    {                                                                                              \
        .name = key, .kind = GALLEY_PORT_METADATA, .type = GALLEY_TYPE_##value_type                \
    }
#define GALLEY_METADATA_OPTIONAL(key, value_type)                                                  \
    {                                                                                              \
        .name = key, .kind = GALLEY_PORT_METADATA, .flags = GALLEY_PORT_OPTIONAL,                  \
        .type = GALLEY_TYPE_##value_type                                                           \
    }
#define GALLEY_EDITS_TEXT                                                                          \
    {                                                                                              \
        .name = "text", .kind = GALLEY_PORT_TEXT                                                   \
    }
#define GALLEY_PORT_END                                                                            \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/** GalleyContract: `needs` and `gives` of one step, for the `contract` hook to adjust to its
 * options. */
typedef struct GalleyContract GalleyContract;

/** galley_contract_need: adds a port, or replaces the one of that kind and name; the strings are
 * copied */
GALLEY_API void galley_contract_need(GalleyContract *contract, const GalleyPort *port);
/** galley_contract_give: likewise */
GALLEY_API void galley_contract_give(GalleyContract *contract, const GalleyPort *port);
/** galley_contract_drop_need: takes a port out; nothing if there is none */
GALLEY_API void
galley_contract_drop_need(GalleyContract *contract, GalleyPortKind kind, const char *name);
/** galley_contract_drop_give: likewise */
GALLEY_API void
galley_contract_drop_give(GalleyContract *contract, GalleyPortKind kind, const char *name);

/* ---- what the engine tells a plugin ---- */

/** GalleyContext: the plan and the surroundings, for `open` and `header`. */
typedef struct GalleyContext GalleyContext;

/** galley_context_get_pipeline_name: (transfer none) */
GALLEY_API const char *galley_context_get_pipeline_name(const GalleyContext *context);
/** galley_context_get_step_name: (transfer none): the plugin's name in this pipeline */
GALLEY_API const char *galley_context_get_step_name(const GalleyContext *context);
/** galley_context_find_data: (transfer full) (nullable): path of a file in the plugin's data
 * folder, %NULL if it is not there */
GALLEY_API char *galley_context_find_data(const GalleyContext *context, const char *name);
/**
 * galley_context_warn:
 * @message: something about the files that `open` reads that is worth knowing, and no error
 *
 * Goes to GLib's log, domain "galley", level message, behind the step's name; the command prints it.
 */
GALLEY_API void galley_context_warn(const GalleyContext *context, const char *message);
/** galley_context_get_terminal_width: columns of the terminal that the output goes to; 0 if it goes
 * elsewhere */
GALLEY_API guint galley_context_get_terminal_width(const GalleyContext *context);
/** galley_context_get_color: whether colour is wanted: a terminal, and NO_COLOR is not set */
GALLEY_API gboolean galley_context_get_color(const GalleyContext *context);

/* ---- readers ---- */

/** GalleyRecord: a stretch of input that becomes one document. Valid during the call. */
typedef struct {
    gsize size; /* sizeof(GalleyRecord) */
    const char *
        input; /* the input's path as it enters ids: relative to the input as named; "-" is stdin */
    const char *member;  /* of an archive; %NULL otherwise */
    guint64 offset;      /* bytes before the record in the (decompressed) input */
    guint64 line;        /* the line it begins on, from 1; 0 if lines are not counted */
    const guint8 *bytes; /* (array length=n_bytes) */
    gsize n_bytes;
} GalleyRecord;

/** GalleyInput: an open input, for `next`. */
typedef struct GalleyInput GalleyInput;

/** galley_input_get_name: (transfer none): as in GalleyRecord */
GALLEY_API const char *galley_input_get_name(const GalleyInput *input);
/** galley_input_get_offset: bytes consumed so far */
GALLEY_API guint64 galley_input_get_offset(const GalleyInput *input);
/**
 * galley_input_peek:
 * @wanted: how many bytes to have at hand, at most the record limit
 * @size: (out): how many are; less than @wanted only at the end of the input
 *
 * Returns: (transfer none) (nullable): the bytes from the current offset on, valid until the next
 * call; %NULL on error
 */
GALLEY_API const guint8 *
galley_input_peek(GalleyInput *input, gsize wanted, gsize *size, GError **error);
/** galley_input_consume: goes on by @size bytes of those that were peeked at */
GALLEY_API void galley_input_consume(GalleyInput *input, gsize size);
/**
 * galley_input_skip: goes on likewise, past bytes that are of no record
 *
 * What is skipped during a call of `next` is the stretch that its %GALLEY_NEXT_BAD is about: where
 * @record has no bytes then, the engine fills in how many there were, and keeps them for the quarantine.
 */
GALLEY_API void galley_input_skip(GalleyInput *input, gsize size);
/** galley_input_pass_line_ends: goes past CR and LF between records; @record begins behind them */
GALLEY_API gboolean galley_input_pass_line_ends(GalleyInput *input,
                                                GalleyRecord *record,
                                                GError **error);

/* What `seek_record` answers when no record begins in the bytes it was shown. */
#define GALLEY_SEEK_NONE G_MAXSIZE
/* Bytes that what tells a record's beginning may take up, before and behind it. */
#define GALLEY_SEEK_REACH ((gsize)1 << 16)

/** GalleyNext: what `next` found. */
typedef enum {
    GALLEY_NEXT_RECORD, /* a record */
    GALLEY_NEXT_END,    /* the input is at its end */
    GALLEY_NEXT_BAD, /* a stretch that is no record: counted as read and quarantined; the error says why */
    GALLEY_NEXT_ERROR, /* the input cannot be read further */
} GalleyNext;

/* ---- writers ---- */

/** GalleyOutput: where a reducing writer's `finish` leaves its result. */
typedef struct GalleyOutput GalleyOutput;

/** galley_output_write: appends @size bytes to the result; %FALSE where they cannot be written, and
 * then `finish` returns %FALSE, too */
GALLEY_API gboolean galley_output_write(GalleyOutput *output,
                                        gconstpointer bytes,
                                        gsize size,
                                        GError **error);

/* ---- the descriptor ---- */

/**
 * GalleyPlugin: a static table that galley_plugin_query() returns.
 *
 * Life: options parsed into a struct of @options_size bytes, the rest of it zero (`self`) ->
 * `contract` -> `open` -> `worker_new` in each worker -> work -> `worker_free` -> `close`. `open`
 * reads all files, once; afterwards `self` is read-only. A worker is one process with one thread.
 * What `process` makes is a function of document and options alone: a worker may cache, never
 * learn. Where there is no `worker_new`, `self` is passed as the worker. A function that fails sets
 * its error and returns %FALSE or %NULL or %GALLEY_ERROR.
 */
typedef struct {
    gsize size;        /* sizeof(GalleyPlugin); with the next two set by GALLEY_PLUGIN_SIZES */
    gsize option_size; /* sizeof(GalleyOption) */
    gsize port_size;   /* sizeof(GalleyPort) */
    gsize column_size; /* sizeof(GalleyColumn) */

    GalleyKind kind;
    const char
        *name; /* lower-case letters, digits and hyphens; with the kind, the key it is found by */
    const char *version; /* "1.0.0" */
    guint revision;      /* of the algorithm: raised when results may change */
    const char *summary; /* one line */
    const char *authors; /* NAME <MAIL>, ... */
    const char *url;
    const char *licence;  /* SPDX identifier */
    const char *citation; /* BibTeX; %NULL if there is nothing to cite */
    /* BCP 47, ended by %NULL; %NULL: any. A document whose metadata "language" is none of them ("en"
     * takes in "en-GB") passes the step untouched, and is counted. */
    const char *const *languages;

    const GalleyOption *options; /* ended by GALLEY_OPTION_END; %NULL: none */
    gsize options_size;          /* of the plugin's struct */
    const GalleyPort *needs;     /* ended by GALLEY_PORT_END; %NULL: nothing */
    const GalleyPort *gives;

    /** contract: (optional): adjusts needs and gives to the options; opens nothing */
    gboolean (*contract)(gconstpointer self, GalleyContract *contract, GError **error);
    /** open: (optional): reads files and builds tables */
    gboolean (*open)(gpointer self, const GalleyContext *context, GError **error);
    /** worker_new: (optional): what one worker changes as it goes: buffers, caches */
    gpointer (*worker_new)(gconstpointer self, GError **error);

    /* a reader: `parse`, and one of `seek_record` and `next` */
    /** probe: (optional): how sure, 0 to 100, that this reader is for an input with that name and
     * those first bytes */
    guint (*probe)(const char *name, const guint8 *bytes, gsize size);
    /**
     * seek_record: where the first record begins at or after @from, 0 < @from <= @size, judged from
     * the bytes alone; %GALLEY_SEEK_NONE if not in them. A record ends where the next begins or the
     * input ends.
     *
     * It is asked again with more bytes behind, and @from where those before ended, as long as the
     * answer is none. So where the bytes end within what would tell a beginning, the answer is none,
     * and the next answer may lie before @from, by %GALLEY_SEEK_REACH at most. Byte 0 is the beginning
     * of a record, or the byte before a block: from there on a beginning must be told without what
     * stands before it.
     */
    gsize (*seek_record)(gconstpointer self, const guint8 *bytes, gsize size, gsize from);
    /** next: cuts the next record off; @record comes with input and limits filled in */
    GalleyNext (*next)(gpointer worker, GalleyInput *input, GalleyRecord *record, GError **error);
    /**
     * parse: record -> document. %GALLEY_DROP with galley_document_drop() is for what is no
     * document, such as an empty
     * line; it stands in the books like any drop.
     */
    GalleyStatus (*parse)(const GalleyRecord *record,
                          GalleyDocument *document,
                          gpointer worker,
                          GError **error);

    /* a processor */
    GalleyStatus (*process)(GalleyDocument *document, gpointer worker, GError **error);

    /* a writer: appending with `encode`, and perhaps `header` and `trailer`; reducing with `write`
     * and `finish` too */
    /** header: bytes before the first document, a function of the plan alone */
    gboolean (*header)(gconstpointer self, GString *out, GError **error);
    /** encode: appends the document's bytes to @out */
    gboolean (*encode)(GalleyDocument *document, gpointer worker, GString *out, GError **error);
    gboolean (*trailer)(gconstpointer self, GString *out, GError **error);
    /** write: takes what `encode` made, in document order; @worker, of `worker_new`, is of its own.
     * It is rehearsed where the document is encoded, with a @worker that is freed soon after and
     * never comes to `finish`, so that a document that cannot be taken goes to no writer */
    gboolean (*write)(gpointer worker, const guint8 *bytes, gsize size, GError **error);
    gboolean (*finish)(gpointer worker, GalleyOutput *output, GError **error);

    void (*worker_free)(gpointer worker);
    void (*close)(gpointer self);
} GalleyPlugin;

#define GALLEY_PLUGIN_SIZES                                                                        \
    .size = sizeof(GalleyPlugin), .option_size = sizeof(GalleyOption),                             \
    .port_size = sizeof(GalleyPort), .column_size = sizeof(GalleyColumn)

/** galley_plugin_query: the one function that a plugin's shared object exports;
 * GALLEY_PLUGIN_DEFINE() writes it */
GALLEY_API const GalleyPlugin *galley_plugin_query(void);

/** GALLEY_PLUGIN_DEFINE: exports @descriptor, and puts the ABI's numbers into the ELF note
 * `.note.galley` */
#define GALLEY_PLUGIN_DEFINE(descriptor)                                                           \
    static const struct {                                                                          \
        guint32 name_size, value_size, type;                                                       \
        char name[8];                                                                              \
        guint32 abi[2];                                                                            \
    } galley_plugin_note __attribute__((section(".note.galley"), used, aligned(4))) = {            \
        7, 8, 1, "GALLEY", { GALLEY_ABI_MAJOR, GALLEY_ABI_MINOR }                                  \
    };                                                                                             \
    const GalleyPlugin *galley_plugin_query(void)                                                  \
    {                                                                                              \
        return &(descriptor);                                                                      \
    }

G_END_DECLS

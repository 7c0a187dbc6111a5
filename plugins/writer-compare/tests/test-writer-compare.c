/* test-writer-compare.c: measures that were worked out by hand. SPDX-License-Identifier: MIT */
#include "support.h"

#define HEAD "class,measure,value,low,high\n"

static Outcome
run(const char *folder,
    const char *steps,
    const char *options,
    const char *input,
    const char *flags)
{
    g_autofree char *yaml = g_strdup_printf(
        "galley: 1\nplugins: [%s]\nreader: jsonl\nsteps: %s\nwriters:\n  - compare: %s\n",
        g_getenv("GALLEY_TEST_PLUGINS"), steps, options);
    add_file(folder, "p.yaml", yaml, -1);
    add_file(folder, "in.jsonl", input, -1);
    return shell("cd $1 && $GALLEY run $2 p.yaml in.jsonl -o out", folder, flags, NULL);
}

static char *
table_of(const char *steps, const char *options, const char *input, const char *flags)
{
    g_autoptr(Folder) folder = folder_new();
    g_auto(Outcome) outcome = run(folder, steps, options, input, flags);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    g_autofree char *table = get_file(folder, "out/compare.csv", NULL);
    g_auto(GStrv) lines = g_strsplit(table, "\r\n", -1);
    return g_strjoinv("\n", lines);
}

/* ---- rows ---- */

typedef struct {
    const char *name, *rows, *options, *expected;
} Case;

#define LINE(class, measure, value) class "," measure "," value ",,\n"

static const Case cases[] = {
    { "classes",
      "mention 0-2 type=PER, mention 3-5 type=ORG, mention 6-8 type=PER, "
      "entity 0-2 type=PER, entity 4-6 type=ORG, entity 8-9 type=PER",
      "{layer: mention, gold: entity, class: type, resamples: 0}",
      HEAD LINE("", "documents", "1") LINE("ORG", "found", "1") LINE("ORG", "gold", "1") LINE(
          "ORG", "exact", "0") LINE("ORG", "precision", "0.0") LINE("ORG", "recall", "0.0")
          LINE("ORG", "f1", "0.0") LINE("ORG", "precision_overlap", "1.0") LINE(
              "ORG", "recall_overlap", "1.0") LINE("ORG", "f1_overlap", "1.0")
              LINE("PER", "found", "2") LINE("PER", "gold", "2") LINE("PER", "exact", "1") LINE(
                  "PER", "precision", "0.5") LINE("PER", "recall", "0.5") LINE("PER", "f1", "0.5")
                  LINE("PER", "precision_overlap", "0.5") LINE("PER", "recall_overlap", "0.5")
                      LINE("PER", "f1_overlap", "0.5") LINE("", "found", "3") LINE("", "gold", "3")
                          LINE("", "exact", "1") LINE("", "precision", "0.3333333333333333")
                              LINE("", "recall", "0.3333333333333333")
                                  LINE("", "f1", "0.3333333333333333")
                                      LINE("", "precision_overlap", "0.6666666666666666")
                                          LINE("", "recall_overlap", "0.6666666666666666")
                                              LINE("", "f1_overlap", "0.6666666666666666") },
    /* two equal rows found, one in gold: one of them is right, though both overlap */
    { "one-equal-each", "mention 0-2, mention 0-2, entity 0-2, entity 4-5",
      "{layer: mention, gold: entity, resamples: 0, where: {end: '< 5'}}",
      HEAD LINE("", "documents", "1") LINE("\"\"", "found", "2") LINE("\"\"", "gold", "1")
          LINE("\"\"", "exact", "1") LINE("\"\"", "precision", "0.5") LINE("\"\"", "recall", "1.0")
              LINE("\"\"", "f1", "0.6666666666666666") LINE("\"\"", "precision_overlap", "1.0")
                  LINE("\"\"", "recall_overlap", "1.0") LINE("\"\"", "f1_overlap", "1.0")
                      LINE("", "found", "2") LINE("", "gold", "1") LINE("", "exact", "1")
                          LINE("", "precision", "0.5") LINE("", "recall", "1.0") LINE(
                              "", "f1", "0.6666666666666666") LINE("", "precision_overlap", "1.0")
                              LINE("", "recall_overlap", "1.0") LINE("", "f1_overlap", "1.0") },
    { "nothing-found", "mention 0-1 type=A, entity 0-2 type=B",
      "{layer: mention, gold: entity, class: type, resamples: 0, where: {type: B}}",
      HEAD LINE("", "documents", "1") LINE("B", "found", "0") LINE("B", "gold", "1")
          LINE("B", "exact", "0") LINE("B", "precision", "") LINE("B", "recall", "0.0")
              LINE("B", "f1", "0.0") LINE("B", "precision_overlap", "")
                  LINE("B", "recall_overlap", "0.0") LINE("B", "f1_overlap", "")
                      LINE("", "found", "0") LINE("", "gold", "1") LINE("", "exact", "0")
                          LINE("", "precision", "") LINE("", "recall", "0.0") LINE("", "f1", "0.0")
                              LINE("", "precision_overlap", "") LINE("", "recall_overlap", "0.0")
                                  LINE("", "f1_overlap", "") },
};

static char *
steps_of(const char *rows)
{
    g_auto(GStrv) list = g_strsplit(rows, ", ", -1);
    g_autofree char *quoted = g_strjoinv("\", \"", list);
    return g_strdup_printf("[{annotate: {rows: [\"%s\"]}}]", quoted);
}

static void
test_rows(gconstpointer data)
{
    const Case *test = data;
    g_autofree char *steps = steps_of(test->rows);
    g_autofree char *table =
        table_of(steps, test->options, "{\"text\":\"abcdefghij\"}\n", "--workers=1");
    g_assert_cmpstr(table, ==, test->expected);
}

/* Found A A none none, gold A none B none: 2 of 4 alike; expected 6 of 16; pairs 4 of 38 of 56. */
static void
test_units(void)
{
    g_autofree char *steps = steps_of(
        "token 0-2, token 3-5, token 6-8, token 9-11, mention 0-2 type=A, mention 3-5 type=A, "
        "entity 0-2 type=A, entity 6-8 type=B");
    g_autofree char *table =
        table_of(steps, "{layer: mention, gold: entity, class: type, units: token, resamples: 0}",
                 "{\"text\":\"ab cd ef gh\"}\n", "--workers=1");
    assert_has(table, "\n,agreement,0.5,,\n,kappa,0.2,,\n,alpha,0.26315789473684215,,\n");
}

/* ---- labels ---- */

static void
append_labels(GString *lines, guint n, const char *found, const char *gold)
{
    for (guint i = 0; i < n; i++)
        g_string_append_printf(lines, "{\"text\":\"\",\"found\":\"%s\",\"gold\":\"%s\"}\n", found,
                               gold);
}

/* The textbook's table: 20 both yes, 15 both no, 5 and 10 apart: agreement 0.7, kappa and alpha 0.4. */
static char *
textbook(void)
{
    GString *lines = g_string_new(NULL);
    append_labels(lines, 20, "yes", "yes");
    append_labels(lines, 5, "yes", "no");
    append_labels(lines, 10, "no", "yes");
    append_labels(lines, 15, "no", "no");
    g_string_append(lines, "{\"text\":\"\",\"gold\":\"yes\"}\n"); /* says nothing */
    return g_string_free(lines, FALSE);
}

#define LABELS "{class: metadata.found, gold: metadata.gold, resamples: "

static void
test_labels(void)
{
    g_autofree char *lines = textbook();
    g_autofree char *table = table_of("[]", LABELS "0}", lines, "--workers=1");
    assert_has(table, "\n,agreement,0.7,,\n,kappa,0.4,,\n,alpha,0.4,,\n");
    assert_has(table, "\nyes,found,25,,\nyes,gold,30,,\nyes,exact,20,,\nyes,precision,0.8,,\n");
    assert_has(table, "\nno,recall,0.75,,\n");
    g_assert_null(strstr(table, "overlap"));
}

static void
test_one_label(void)
{
    g_autofree char *table = table_of(
        "[]", LABELS "0}", "{\"text\":\"\",\"found\":\"a\",\"gold\":\"a\"}\n", "--workers=1");
    assert_has(table, "\n,agreement,1.0,,\n,kappa,,,\n,alpha,,,\n");
}

/* ---- labels in a file ---- */

static Outcome
run_labels(const char *labels)
{
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", "galley: 1\nreader: jsonl\nsteps: []\nwriters: []\n", -1);
    add_file(folder, "in.jsonl",
             "{\"id\":\"a\",\"text\":\"\",\"found\":\"yes\"}\n"
             "{\"id\":\"b, c\",\"text\":\"\",\"found\":\"no\"}\n"
             "{\"id\":\"d\",\"text\":\"\",\"found\":\"no\"}\n",
             -1);
    add_file(folder, "labels.csv", labels, -1);
    return shell("cd $1 && $GALLEY score --class=metadata.found --gold-file=labels.csv "
                 "--resamples=0 p.yaml in.jsonl",
                 folder, NULL);
}

static void
test_label_file(void)
{
    g_auto(Outcome) outcome =
        run_labels("\xEF\xBB\xBFnote,id,label\r\n,a,yes\r\n\"x\ny\",\"b, c\",yes\r\n,z,no\r\n");
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    assert_has(outcome.out, "\r\n,documents,3,,\r\n");
    assert_has(outcome.out, "\r\n,found,2,,\r\n,gold,2,,\r\n,exact,1,,\r\n");
    assert_has(outcome.out, "\r\n,agreement,0.5,,\r\n");
}

static void
test_label_file_faults(void)
{
    static const char *const faults[][2] = {
        { "id,text\na,b\n", "row 1: the columns id and label are wanted" },
        { "id,label\na\n", "row 2: it has too few fields" },
        { "id,label\na,yes\na,no\n", "row 3: its id stands above already" },
        { "id,label\na,y\"es\n", "row 2: byte 3 of the row: a quotation mark in a field" },
        { "id,label\na,\xFF\n", "it is not UTF-8" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_auto(Outcome) outcome = run_labels(faults[i][0]);
        assert_has(outcome.err, faults[i][1]);
        g_assert_cmpint(outcome.status, >=, 2);
    }
}

/* ---- intervals ---- */

static void
read_line(const char *table, const char *measure, double values[3])
{
    g_autofree char *begin = g_strdup_printf("\n,%s,", measure);
    const char *at = strstr(table, begin);
    g_assert_nonnull(at);
    at += strlen(begin);
    for (guint i = 0; i < 3; i++) {
        char *end;
        values[i] = g_ascii_strtod(at, &end);
        g_assert_true(end > at);
        at = end + 1;
    }
}

/* Of 50 draws with 0.7 the normal interval is 0.7 +- 0.127. */
static void
test_intervals(void)
{
    double agreement[3], kappa[3];
    g_autofree char *lines = textbook();
    g_autofree char *table = table_of("[]", LABELS "1000}", lines, "--workers=1");
    g_autofree char *same = table_of("[]", LABELS "1000}", lines, "--in-process");
    g_autofree char *other = table_of("[]", LABELS "1000, seed: 2}", lines, "--workers=2");
    read_line(table, "agreement", agreement);
    read_line(table, "kappa", kappa);
    g_assert_cmpfloat(agreement[0], ==, 0.7);
    g_assert_cmpfloat_with_epsilon(agreement[1], 0.573, 0.03);
    g_assert_cmpfloat_with_epsilon(agreement[2], 0.827, 0.03);
    g_assert_true(kappa[1] < kappa[0] && kappa[0] < kappa[2]);
    g_assert_cmpstr(table, ==, same);
    g_assert_cmpstr(table, !=, other);
}

/* One document drawn again and again is itself. */
static void
test_interval_of_one(void)
{
    g_autofree char *steps = steps_of("mention 0-2, mention 3-4, entity 0-2");
    g_autofree char *table = table_of(steps, "{layer: mention, gold: entity, resamples: 9}",
                                      "{\"text\":\"abcdefghij\"}\n", "--workers=1");
    assert_has(table, "\n,precision,0.5,0.5,0.5\n");
}

/* ---- the contract ---- */

static const struct {
    const char *name, *options, *message;
} fault_cases[] = {
    { "no-gold", "{layer: mention}", "what is right?" },
    { "two-golds", "{class: id, gold: id, labels: in.jsonl}", "what is right?" },
    { "labels-of-rows", "{layer: mention, labels: in.jsonl}", "\"labels\" are of documents" },
    { "nothing", "{gold: metadata.gold}", "what is judged?" },
    { "itself", "{layer: mention, gold: mention}", "both \"mention\"" },
    { "layer-missing", "{layer: quotation, gold: mention}", "needs the layer \"quotation\"" },
    { "class-missing", "{layer: mention, gold: entity, class: form}", "has no field \"form\"" },
};

static void
test_fault(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *steps = steps_of("mention 0-2 form=0, entity 0-2 name=x");
    g_auto(Outcome) outcome = run(folder, steps, fault_cases[i].options, "{}", "--workers=1");
    assert_has(outcome.err, fault_cases[i].message);
    g_assert_cmpint(outcome.status, ==, 2);
}

/* ---- galley score ---- */

static void
test_score(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *lines = textbook();
    add_file(folder, "p.yaml", "galley: 1\nreader: jsonl\nsteps: []\nwriters: [jsonl]\n", -1);
    add_file(folder, "in.jsonl", lines, -1);
    g_auto(Outcome) outcome =
        shell("cd $1 && $GALLEY score --class=metadata.found --gold=metadata.gold "
              "--resamples=0 p.yaml in.jsonl",
              folder, NULL);
    if (outcome.status != 0)
        g_error("%s", outcome.err);
    assert_has(outcome.out, "\r\n,kappa,0.4,,\r\n");
}

static void
test_score_faults(void)
{
    static const char *const runs[][2] = {
        { "cd $1 && $GALLEY score p.yaml", "no input is named" },
        { "cd $1 && $GALLEY score p.yaml in.jsonl", "--gold" },
        { "cd $1 && $GALLEY score --layer=token --gold=metadata.x p.yaml in.jsonl", "token" },
    };
    g_autoptr(Folder) folder = folder_new();
    add_file(folder, "p.yaml", "galley: 1\nreader: jsonl\nsteps: []\nwriters: []\n", -1);
    add_file(folder, "in.jsonl", "", -1);
    for (gsize i = 0; i < G_N_ELEMENTS(runs); i++) {
        g_auto(Outcome) outcome = shell(runs[i][0], folder, NULL);
        g_assert_cmpint(outcome.status, ==, 2);
        assert_has(outcome.err, runs[i][1]);
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/writer-compare/rows/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_rows);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(fault_cases); i++) {
        g_autofree char *path = g_strconcat("/writer-compare/fault/", fault_cases[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_fault);
    }
    g_test_add_func("/writer-compare/units", test_units);
    g_test_add_func("/writer-compare/labels", test_labels);
    g_test_add_func("/writer-compare/one-label", test_one_label);
    g_test_add_func("/writer-compare/label-file", test_label_file);
    g_test_add_func("/writer-compare/label-file-faults", test_label_file_faults);
    g_test_add_func("/writer-compare/intervals", test_intervals);
    g_test_add_func("/writer-compare/interval-of-one", test_interval_of_one);
    g_test_add_func("/writer-compare/score", test_score);
    g_test_add_func("/writer-compare/score-faults", test_score_faults);
    return g_test_run();
}

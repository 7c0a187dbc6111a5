/* test-errors.c: each mistake in a pipeline file: what is said, where, and the hint.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <glib/gstdio.h>

#include <galley/galley.h>

/* Beginnings that put what follows on a line by itself. */
#define TOP "galley: 1\nsteps: []\n"      /* line 3 */
#define STEPS "galley: 1\nsteps:\n"       /* line 3 */
#define MARKER STEPS "  - marker:\n"      /* line 4 */
#define NEEDY STEPS "  - needy: {size: 1" /* goes on on line 3 */
#define WRITERS TOP "writers:\n"          /* line 4 */

#define TOP_KEYS                                                                                   \
    "there are: galley, name, description, plugins, run, reader, steps, writers, extends, "        \
    "params, expect, tests"

typedef struct {
    const char *name;
    const char *yaml;
    guint line, column;
    const char *what;
    const char *hint; /* %NULL: none; what ends in "..." is a beginning */
} ErrorCase;

static const ErrorCase cases[] = {
    /* the file */
    { "empty", "", 1, 1, "empty pipeline", "a pipeline begins with \"galley: 1\"" },
    { "comments-alone", "# one\n# two\n", 1, 1, "empty pipeline",
      "a pipeline begins with \"galley: 1\"" },
    { "null-alone", "--- ~\n", 1, 1, "empty pipeline", "a pipeline begins with \"galley: 1\"" },
    { "not-utf8", "galley: 1\nname: caf\xE9\n", 2, 10, "the file is not UTF-8: byte 0xE9",
      "save it as UTF-8; editors ask for the encoding where they save under another name" },
    { "utf16", "\xFF\xFEg\0a", 1, 1, "the file is UTF-16, not UTF-8: byte 0xFF",
      "save it as UTF-8; ..." },
    { "control", "galley: 1\nname: \x01\n", 2, 7,
      "the control character U+0001 cannot stand in a YAML file",
      "take it out, or write it as an escape in double quotes" },
    { "list", "- marker\n", 1, 1, "a pipeline is a map of keys, not a list",
      "it begins with \"galley: 1\"" },
    { "scalar", "marker\n", 1, 1, "a pipeline is a map of keys, not a single value",
      "it begins with \"galley: 1\"" },
    /* YAML */
    { "tab", "galley: 1\nsteps:\n\t- marker\n", 3, 1, "a tab in the indentation",
      "indent with blanks" },
    { "tab-after-value", MARKER "\t\tstrict: true\n", 4, 1, "a tab in the indentation",
      "indent with blanks" },
    { "tab-after-blanks", STEPS "  - upcase\n  \t- marker\n", 4, 3, "a tab in the indentation",
      "indent with blanks" },
    { "duplicate-key", TOP "name: a\nname: b\n", 4, 1,
      "duplicate key \"name\": it stands at 3:1 already",
      "a key stands once; take one of them out" },
    { "duplicate-option", MARKER "      strict: true\n      \"strict\": false\n", 5, 7,
      "duplicate key \"strict\": it stands at 4:7 already",
      "a key stands once; take one of them out" },
    { "two-documents", TOP "---\ngalley: 1\n", 3, 1, "a second YAML document begins here",
      "one file is one pipeline; split the file at \"---\"" },
    { "merge-key", TOP "run:\n  <<: {on_error: stop}\n", 4, 3, "the merge key \"<<\" is not served",
      "write the keys out, or let an alias stand for the whole map" },
    { "tag", TOP "name: !!str x\n", 3, 7, "YAML tags such as \"!!str\" are not served",
      "leave it out: the option decides what a value is" },
    { "key-no-word", TOP "{a: b}: c\n", 3, 1, "a key must be a word, not a map",
      "a text in braces or brackets may want quotes" },
    { "unclosed-quotes", TOP "name: \"news\n", 3, 7, "quotes are opened here and never closed",
      NULL },
    { "unclosed-brace", STEPS "  - marker: {strict: true\n  - upcase\n", 3, 13,
      "a \",\" or \"}\" is missing", "a map in braces is written as {key: value, key: value}" },
    { "unclosed-bracket", TOP "plugins: [a, b\nname: c\n", 3, 10, "a \",\" or \"]\" is missing",
      "a list in brackets is written as [a, b]" },
    { "colon-in-text", TOP "description: news: from abroad\n", 3, 18, "a \":\" where none can be",
      "put a text with \": \" in quotes; otherwise look at the indentation" },
    { "colon-in-braces", STEPS "  - marker: {words:}\n", 3, 19, "a \":\" where none can be",
      "in braces and brackets write a blank behind \":\", or put the text in quotes" },
    { "no-blank-behind-colon", "galley:1\nsteps: []\n", 1, 7, "a blank is missing behind \":\"",
      "write it as \"key: value\"" },
    { "no-blank-at-the-end", TOP "name:mine\n", 3, 5, "a blank is missing behind \":\"",
      "write it as \"key: value\"" },
    { "no-blank-alone", "galley:1\n", 1, 1, "a pipeline is a map of keys, not a single value",
      "a blank is missing behind \":\"" },
    { "no-blank-in-run", TOP "run:\n  timeout:5s\n", 4, 3,
      "\"run\" wants a map, not a single value", "a blank is missing behind \":\"" },
    { "no-blank-in-options", STEPS "  - marker: {least:3}\n", 3, 14,
      "\"marker\" has no option \"least:3\"", "a blank is missing behind \":\"" },
    { "no-blank-below-options", MARKER "      least:3\n", 4, 7,
      "the options of \"marker\" are a map, not a single value",
      "a blank is missing behind \":\"" },
    { "no-blank-behind-plugin", STEPS "  - marker:{}\n", 3, 5, "no plugin \"marker:{}\"",
      "a blank is missing behind \":\"" },
    { "no-blank-behind-dash", STEPS "  -upcase\n  -marker\n", 3, 3,
      "\"steps\" wants a list, not a single value", "a blank is missing behind \"-\"" },
    { "no-blank-behind-dash-of-map", STEPS "  -marker:\n      least: 3\n", 3, 3,
      "\"steps\" wants a list, not a map", "a blank is missing behind \"-\"" },
    { "quotes-within", TOP "description: \"We won,\" Smith said.\n", 3, 24,
      "the text goes on behind the quotation mark that ends it",
      "put the whole of it in single quotes: '\"We won,\" Smith said.'" },
    { "quotes-within-braces", TOP "run: {timeout: \"5\" s}\n", 3, 20,
      "the text goes on behind the quotation mark that ends it", "..." },
    { "bad-start", TOP "name: @news\n", 3, 7, "a value cannot begin with this character",
      "put the value in quotes" },
    { "star", TOP "name: *.txt\n", 3, 8, "a name is missing behind \"*\" or \"&\"",
      "a text that begins with one of them wants quotes" },
    { "bad-escape", MARKER "      pattern: \"\\d+\"\n", 4, 17, "an escape that YAML does not know",
      "inside \"...\" a backslash is written twice; inside '...' once" },
    { "windows-path", MARKER "      words: \"C:\\Users\\me\"\n", 4, 19,
      "an escape that YAML does not know",
      "inside \"...\" a backslash is written twice; inside '...' once" },
    { "indentation", TOP "run:\n    on_error: stop\n  name: x\n", 5, 3, "a key is expected here",
      "the keys of one map begin in the same column; a text with marks of its own wants quotes" },
    { "list-ends", STEPS "- marker\nupcase\n", 4, 1, "a \":\" is missing behind a key",
      "write it as \"key: value\"" },
    { "no-anchor", TOP "name: *news\n", 3, 7,
      "the alias \"*news\" has no anchor \"&news\" before it", NULL },
    { "alias-in-itself", TOP "name: &a [*a]\n", 3, 11,
      "the alias \"*a\" stands inside what it names", NULL },
    { "nul", TOP "name: \"a\\0b\"\n", 3, 7, "a NUL character in a text", NULL },
    /* slips in a line */
    { "false-blank-in-front", STEPS "\u00A0\u00A0- upcase\n", 3, 1,
      "what looks like a blank is another character", "write blanks in its place; ..." },
    { "false-blank-behind-colon", "galley:\u00A01\nsteps: []\n", 1, 8,
      "what looks like a blank is another character", "..." },
    { "zero-width-space", STEPS "\u200B  - upcase\n", 3, 1,
      "what looks like a blank is another character", "..." },
    { "false-blank-behind-dash", STEPS "  -\u00A0upcase\n", 3, 3,
      "\"steps\" wants a list, not a single value",
      "what looks like a blank behind \"-\" is another character" },
    { "false-blank-in-a-text", TOP "description: caf\u00E9\u00A0noir: a blend\n", 3, 23,
      "a \":\" where none can be", "put a text with \": \" in quotes; otherwise ..." },
    { "keys-below-a-bare-plugin", STEPS "  - marker\n    timeout: 5s\n", 3, 5,
      "a \":\" is missing behind the plugin's name, for there are keys below it",
      "write it as \"- plugin:\"" },
    { "keys-below-a-bare-plugin-with-comment",
      STEPS "  - marker  # letters\n\n    # and now\n    when: {metadata.a: b}\n", 3, 5,
      "a \":\" is missing behind the plugin's name, for there are keys below it", "..." },
    { "keys-below-a-bare-reader", TOP "reader: csv\n  text: body\n", 3, 9,
      "a single value has no keys below it", "write it as a key on a line of its own: ..." },
    { "text-goes-on-with-colon", TOP "description: all of it\n  more: than that\n", 4, 7,
      "a \":\" where none can be", "put a text with \": \" in quotes; otherwise ..." },
    { "item-further-in", STEPS "  - marker:\n      least: 4\n    - upcase\n", 5, 5,
      "a \"-\" where none can be", "the items of one list begin in the same column" },
    { "item-further-out", STEPS "  - marker\n - upcase\n", 4, 2, "a \"-\" where none can be",
      "the items of one list begin in the same column" },
    { "bracket-of-none", TOP "description: ] all of it\n", 3, 14, "a value is expected here",
      "braces and brackets stand in pairs; a text that begins with one of them wants quotes" },
    { "two-commas", STEPS "  - marker: {least: , , strict: true}\n", 3, 23,
      "a value is expected here", "..." },
    { "odd-tag", TOP "name: !a#b x\n", 3, 9,
      "not YAML: did not find expected whitespace or line break",
      "look at this line and the one above it; a text with marks of its own wants quotes" },
    { "condition-without-quotes", TOP "expect:\n  read: >= 10\n", 4, 10,
      "a \">\" or \"|\" here begins a text of several lines",
      "put a condition in quotes: '>= 50'" },
    { "condition-without-quotes-or-blank", TOP "expect:\n  read: >10\n", 4, 11,
      "a \">\" or \"|\" here begins a text of several lines", "..." },
    { "description-of-a-comment", TOP "description: #1 of all\n", 3, 1, "\"description\" is empty",
      "write a value behind it, or leave it out; a \"#\" begins a comment" },
    /* what the names of files say */
    { "from-unclosed", TOP "reader: {text: , metadata_from: '{a}_{b.txt'}\n", 3, 33,
      "character 5 of \"{a}_{b.txt\": a brace is opened and never closed",
      "write {name}; a brace itself is written twice: {{" },
    { "from-empty-name", TOP "reader: {text: , metadata_from: '{}.txt'}\n", 3, 33,
      "character 1 of \"{}.txt\": a name is empty",
      "write the metadata key between the braces: {date}" },
    { "from-twice", TOP "reader: {text: , metadata_from: '{a}_{a}'}\n", 3, 33,
      "character 5 of \"{a}_{a}\": a name stands here a second time", "give each its own name" },
    { "from-touching", TOP "reader: {text: , metadata_from: '{a}{b}'}\n", 3, 33,
      "character 4 of \"{a}{b}\": two names touch, so that nobody knows where one ends",
      "put literal text between them: {outlet}_{date}" },
    { "from-no-name", TOP "reader: {auto: , metadata_from: '*.txt'}\n", 3, 33,
      "character 1 of \"*.txt\": there is no {name} in it", "such as {outlet}_{date}.txt" },
    { "from-list", TOP "reader: {text: , metadata_from: [a]}\n", 3, 33,
      "\"metadata_from\" wants a single value, not a list", NULL },
    { "from-clash", TOP "reader: {html: , metadata_from: '{outlet}_{title}.txt'}\n", 3, 33,
      "the name \"title\" is a metadata key that the reader \"html\" gives",
      "call it something else" },
    { "from-beside-a-step", STEPS "  - upcase:\n    metadata_from: '{a}'\n", 4, 5,
      "\"metadata_from\" stands beside the reader, not beside a step",
      "write it as \"reader: {text: , metadata_from: ...}\"" },
    { "from-among-options", TOP "reader: {csv: {metadata_from: '{a}'}}\n", 3, 16,
      "\"csv\" has no option \"metadata_from\"",
      "it stands beside \"csv\", in the same column, not among its options" },
    { "auto-with-name", TOP "reader: {auto: , name: x}\n", 3, 18, "unknown key \"name\"",
      "there are: auto, metadata_from, metadata_table" },
    { "table-missing", TOP "reader: {text: , metadata_table: nowhere.csv}\n", 3, 34,
      "there is no file \"nowhere.csv\"", "paths start from the folder of the pipeline file" },
    { "table-no-path", TOP "reader: {text: , metadata_table: {key: file}}\n", 3, 34,
      "\"path\" is missing", "write it as {path: meta.csv}" },
    { "table-unknown-key", TOP "reader: {text: , metadata_table: {path: a, colum: file}}\n", 3, 44,
      "unknown key \"colum\"", "there are: path, key, delimiter, encoding" },
    { "table-delimiter", TOP "reader: {text: , metadata_table: {path: a, delimiter: semi}}\n", 3,
      55, "delimiter is \"semi\"; it is one of auto, comma, semicolon, tab, pipe", NULL },
    { "table-encoding", TOP "reader: {text: , metadata_table: {path: a, encoding: klingon}}\n", 3,
      54, "encoding: \"klingon\" is not known", "utf-8, utf-16le and windows-1252 are" },
    { "when-of-no-name",
      "galley: 1\nreader: {text: , metadata_from: '{outlet}.txt'}\nsteps:\n"
      "  - upcase:\n    when: {metadata.oulet: x}\n",
      5, 12, "\"when\" asks for the metadata key \"oulet\", which nothing before it gives", NULL },
    /* top keys */
    { "no-format", "steps: []\n", 1, 1, "\"galley\", the version of the format, is missing",
      "begin the file with \"galley: 1\"" },
    { "other-format", "galley: 2\nsteps: []\n", 1, 9,
      "this version of galley reads pipelines of format 1, not \"2\"", "write \"galley: 1\"" },
    { "no-steps", "galley: 1\n", 1, 1, "\"steps\" is missing",
      "a pipeline without any has \"steps: []\"" },
    { "unknown-key", TOP "descripton: x\n", 3, 1, "unknown key \"descripton\"",
      "did you mean \"description\"?" },
    { "unknown-key-far", TOP "zebra: x\n", 3, 1, "unknown key \"zebra\"", TOP_KEYS },
    { "misspelt-keys-are-not-missing", "Galley: 1\nsteps: []\n", 1, 1, "unknown key \"Galley\"",
      "did you mean \"galley\"?" },
    { "misspelt-steps",
      "galley: 1\nstep:\n  - marker\nwriters:\n  - jsonl: {layers: [example.org/mark]}\n", 2, 1,
      "unknown key \"step\"", "did you mean \"steps\"?" },
    { "expect-list", TOP "expect: [quotation]\n", 3, 9, "\"expect\" wants a map, not a list",
      "write it as {LAYER: {documents: '> 1%'}}" },
    { "expect-no-layer", STEPS "  - marker\nexpect: {example.org/mrak: '> 1'}\n", 4, 10,
      "no step gives a layer \"example.org/mrak\"", "did you mean \"example.org/mark\"?" },
    { "expect-misspelt", TOP "expect: {droped: 0}\n", 3, 10, "no step gives a layer \"droped\"",
      "did you mean \"dropped\"?" },
    { "expect-key", STEPS "  - marker\nexpect: {example.org/mark: {document: 1}}\n", 4, 29,
      "unknown key \"document\"", "write {documents: '> 1%'}, or {rows: '> 100'}" },
    { "expect-no-number", STEPS "  - marker\nexpect: {example.org/mark: none}\n", 4, 28,
      "\"none\" is no number, and so no count is like it", "write a number, or such as '> 3'" },
    { "expect-nothing-of", STEPS "  - marker\nexpect: {example.org/mark: {}}\n", 4, 28,
      "nothing is asked of \"example.org/mark\"", "..." },
    { "expect-share-of-rows", STEPS "  - marker\nexpect: {example.org/mark: {rows: '> 1%'}}\n", 4,
      35, "rows are no share of anything", "write a number, or ask for documents" },
    { "expect-fraction", STEPS "  - marker\nexpect: {example.org/mark: {documents: '> 0.8'}}\n", 4,
      40, "\"0.8\" is no number of documents",
      "write a whole number, or a share with %, such as '> 80%'" },
    { "expect-fraction-of-rows", STEPS "  - marker\nexpect: {example.org/mark: '> 0.8'}\n", 4, 28,
      "\"0.8\" is no number of rows", "write a whole number" },
    { "expect-over-all", TOP "expect: {written: '> 180%'}\n", 3, 19,
      "\"180%\" is no share of the documents", "a share is written as 0% to 100%" },
    { "expect-share-and-count", TOP "expect: {written: ['> 80%', 3]}\n", 3, 19,
      "\"3\" is no share of the documents", "a share is written as 0% to 100%" },
    { "expect-step", STEPS "  - upcase\nexpect: {dropped: {upcas: 0}}\n", 4, 20,
      "the pipeline has no step \"upcas\"", "did you mean \"upcase\"?" },
    { "expect-condition", TOP "expect: {written: '>'}\n", 3, 19,
      "the condition \">\" has nothing to compare with", "write a value, ..." },
    { "when-at-the-top", TOP "when: {metadata.language: en}\n", 3, 1,
      "\"when\" does not stand at the top", "it stands beside a step" },
    { "timeout-at-the-top", TOP "timeout: 5s\n", 3, 1, "\"timeout\" does not stand at the top",
      "it stands under \"run\"" },
    { "memory-at-the-top", TOP "memory: 1GiB\n", 3, 1, "\"memory\" does not stand at the top",
      "it stands under \"run\"" },
    { "filter-at-the-top", TOP "filter: {keep: {words: '> 5'}}\n", 3, 1,
      "\"filter\" does not stand at the top", "it is a step, under \"steps\"" },
    { "empty-name", TOP "name:\n", 3, 1, "\"name\" is empty",
      "write a value behind it, or leave it out; a \"#\" begins a comment" },
    { "list-for-name", TOP "name: [a]\n", 3, 7, "\"name\" wants a single value, not a list", NULL },
    { "name-of-lines", TOP "name: \"a\\nb\"\n", 3, 7, "a pipeline's name is one line of text",
      NULL },
    { "plugins-no-list", TOP "plugins: mine\n", 3, 10,
      "\"plugins\" wants a list of folders, not a single value", "write it as [folder]" },
    { "plugins-nowhere", TOP "plugins: [nowhere-at-all]\n", 3, 11,
      "there is no folder \"nowhere-at-all\"",
      "folders start from the folder of the pipeline file" },
    { "plugins-nested", TOP "plugins: [[a]]\n", 3, 11, "\"plugins\" lists folders; here is a list",
      NULL },
    { "run-no-map", TOP "run: stop\n", 3, 6, "\"run\" wants a map, not a single value",
      "write it as {on_error: quarantine}" },
    { "run-unknown", TOP "run: {onerror: stop}\n", 3, 7, "unknown key \"onerror\"",
      "did you mean \"on_error\"?" },
    { "run-timeout", TOP "run: {timeout: 30}\n", 3, 16,
      "timeout is \"30\"; it is a duration such as 30s, 5ms or 2min", NULL },
    { "run-memory", TOP "run: {memory: lots}\n", 3, 15,
      "memory is \"lots\"; it is a size such as 64MiB or 10kB", NULL },
    { "run-stop-after", TOP "run: {stop_after: 1.5}\n", 3, 19, "stop_after is \"1.5\"",
      "write a number of documents, 1 or more, or a share: 1%" },
    { "run-dropped-up", TOP "run: {dropped: ../x.jsonl}\n", 3, 16,
      "dropped is \"../x.jsonl\"; it stays below the run's folder: no \"/\" in front, no \"..\"",
      NULL },
    { "run-dropped-clash", TOP "writers: [{jsonl: {path: a.jsonl}}]\nrun: {dropped: ./a.jsonl}\n",
      4, 16, "the output \"a.jsonl\" is \"jsonl\"'s already", "give each its own path" },
    { "run-dropped-own-file", TOP "run: {dropped: quarantine.jsonl}\n", 3, 16,
      "\"quarantine.jsonl\" is galley's own file", NULL },
    { "output-packed-otherwise", WRITERS "  - jsonl: {path: all.jsonl.bz2}\n", 4, 19,
      "the output \"all.jsonl.bz2\" would not be what .bz2 says",
      "outputs are compressed where their names end in .gz or .zst" },
    { "dropped-packed-otherwise", TOP "run: {dropped: d.zip}\n", 3, 16,
      "the output \"d.zip\" would not be what .zip says", "..." },
    { "on-error-at-the-top", TOP "on_error: skip\n", 3, 1, "\"on_error\" does not stand at the top",
      "it stands under \"run\"" },
    { "layers-at-the-top", TOP "layers: {a: b}\n", 3, 1, "\"layers\" does not stand at the top",
      "it stands beside a step" },
    { "metadata-from-at-the-top", TOP "metadata_from: '{a}.txt'\n", 3, 1,
      "\"metadata_from\" does not stand at the top",
      "it stands beside the reader: {text: , metadata_from: ...}" },
    { "run-stop-after-share", TOP "run: {stop_after: 0%}\n", 3, 19, "stop_after is \"0%\"",
      "write a number of documents, 1 or more, or a share: 1%" },
    { "on-error", TOP "run: {on_error: quarantin}\n", 3, 17,
      "on_error is \"quarantin\"; it is one of quarantine, skip, stop",
      "did you mean \"quarantine\"?" },
    { "duplicate-ids", TOP "run: {duplicate_ids: errors}\n", 3, 22,
      "duplicate_ids is \"errors\"; it is one of report, error, ignore",
      "did you mean \"error\"?" },
    { "sandbox", TOP "run: {sandbox: no}\n", 3, 16, "sandbox is \"no\"; it is one of on, off",
      "..." },
    /* readers */
    { "no-reader", TOP "reader: jsonlines\n", 3, 9, "no reader \"jsonlines\"", "..." },
    { "reader-list", TOP "reader: [text, jsonl]\n", 3, 9, "\"reader\" wants one reader, not a list",
      "\"reader: auto\" chooses among all by content and file name" },
    { "reader-empty", TOP "reader:\n", 3, 1, "\"reader\" is empty", "write \"reader: auto\"" },
    { "reader-auto-option", TOP "reader: {auto: {idd: x}}\n", 3, 17,
      "no reader has an option \"idd\"", "did you mean \"id\"?" },
    { "reader-auto-value", TOP "reader: {auto: {scope: artcle}}\n", 3, 24,
      "scope is \"artcle\"; it is one of article, body", "did you mean \"article\"?" },
    { "reader-auto-word", TOP "reader: {auto: jsonl}\n", 3, 16,
      "the options of \"auto\" are a map, not a single value",
      "write it as auto: {option: value}" },
    { "reader-required", TOP "reader: whole\n", 3, 9, "\"whole\" wants the option \"encoding\"",
      "encoding is string: how bytes are text" },
    /* plugins */
    { "no-plugin", STEPS "  - markr\n", 3, 5, "no plugin \"markr\"", "did you mean \"marker\"?" },
    { "no-plugin-with-options", STEPS "  - upcas: {fails: x}\n", 3, 5, "no plugin \"upcas\"",
      "did you mean \"upcase\"?" },
    { "no-plugin-near", STEPS "  - zzzzzzzzzzzz\n", 3, 5, "no plugin \"zzzzzzzzzzzz\"",
      "there are: ..." },
    { "writer-as-step", STEPS "  - lines\n", 3, 5, "no plugin \"lines\"",
      "there is a writer \"lines\": it belongs under \"writers\"" },
    { "writer-by-its-file", STEPS "  - writer-lines\n", 3, 5, "no plugin \"writer-lines\"",
      "there is a writer \"lines\": it belongs under \"writers\"" },
    { "writer-by-its-file-there", WRITERS "  - writer-lines\n", 4, 5, "no writer \"writer-lines\"",
      "here it is called \"lines\"" },
    { "step-as-writer", WRITERS "  - upcase\n", 4, 5, "no writer \"upcase\"",
      "there is a processor \"upcase\": it belongs under \"steps\"" },
    { "reader-and-writer-as-step", STEPS "  - jsonl\n", 3, 5, "no plugin \"jsonl\"",
      "there is a reader \"jsonl\": it belongs under \"reader\", and a writer \"jsonl\": it "
      "belongs "
      "under \"writers\"" },
    { "plugin-as-value", STEPS "  - plugin: marker\n", 3, 5, "no plugin \"plugin\"",
      "write the plugin's own name in place of \"plugin: marker\": \"marker\"" },
    { "plugin-as-value-beside-name", STEPS "  - name: m\n    uses: marker\n", 4, 5,
      "no plugin \"uses\"",
      "write the plugin's own name in place of \"uses: marker\": \"marker\"" },
    { "reader-among-steps", STEPS "  - reader: text\n", 3, 5, "no plugin \"reader\"",
      "\"reader\" stands at the top of the file, in its first column" },
    { "insert-alone", STEPS "  - insert: upcase\n", 3, 5, "no plugin \"insert\"",
      "an edit of what \"extends\" brings along is written as {before: tokenizer, insert: "
      "cleaner}" },
    { "append-of-one", STEPS "  - append: upcase\n", 3, 5, "no plugin \"append\"",
      "an edit of what \"extends\" brings along is written as {append: [sentiment]}" },
    { "wrapped-name", STEPS "  - upcase\n    - marker\n", 3, 5, "no plugin \"upcase - marker\"",
      "the text goes on over the next line: look at the indentation there" },
    { "path-as-plugin", STEPS "  - ../marker\n", 3, 5, "no plugin \"../marker\"",
      "did you mean \"marker\"?" },
    { "steps-no-list", "galley: 1\nsteps: marker\n", 2, 8,
      "\"steps\" wants a list, not a single value",
      "each item begins with \"- \" on a line of its own" },
    { "steps-map", "galley: 1\nsteps:\n  marker: {strict: true}\n", 3, 3,
      "\"steps\" wants a list, not a map", "each item begins with \"- \" on a line of its own" },
    { "steps-empty", "galley: 1\nsteps:\n", 2, 1, "\"steps\" wants a list, not nothing",
      "each item begins with \"- \" on a line of its own" },
    { "step-empty", STEPS "  -\n  - upcase\n", 3, 4, "a step names a plugin; here is nothing",
      "write a plugin's name, or {name: {option: value}}" },
    { "step-list", STEPS "  - [upcase]\n", 3, 5, "a step names a plugin; here is a list",
      "write a plugin's name, or {name: {option: value}}" },
    { "step-nameless", STEPS "  - name: first\n", 3, 5, "this step names no plugin",
      "begin with the plugin's name" },
    { "used-twice", STEPS "  - upcase\n  - upcase\n", 4, 5,
      "\"upcase\" is used on line 3 already: a plugin used twice must be named",
      "write beside it, for example: \"name: upcase_2\"" },
    { "name-taken", STEPS "  - upcase\n  - marker:\n    name: upcase\n", 5, 11,
      "the name \"upcase\" is taken by the step on line 3", NULL },
    { "no-name", STEPS "  - upcase:\n    name: Up Case\n", 4, 11, "\"Up Case\" is no name",
      "a name has letters from a to z, digits, \"_\" and \"-\"" },
    /* what a plugin itself has to say of its options */
    { "contract-named", STEPS "  - filter: {keep: {letter_share: '>= 80'}}\n", 3, 35,
      "\"filter\": letter_share is a share, from 0 to 1, and never \"80\"; write it as '>= 80%', "
      "or '>= 0.8'",
      NULL },
    { "contract-quoted", STEPS "  - filter:\n      drop:\n        lettershare: 5\n", 5, 9,
      "\"filter\": \"lettershare\" is no measure (did you mean \"letter_share\"?) and no field "
      "such "
      "as metadata.KEY, count(LAYER), LAYER.COLUMN; measures are bytes, ...",
      NULL },
    { "contract-item", TOP "reader: {warc: {status: [200, 99]}}\n", 3, 31,
      "\"warc\": status: \"99\" is no status of HTTP; they are 100 to 599", NULL },
    { "contract-of-none", STEPS "  - filter\n", 3, 5,
      "\"filter\": there are no conditions: write ...", NULL },
    { "when-no-map", STEPS "  - upcase:\n    when: en\n", 4, 11,
      "\"when\" wants a map, not a single value", "write it as {metadata.language: en}" },
    { "when-empty", STEPS "  - upcase:\n    when:\n", 4, 5, "\"when\" wants a map, not nothing",
      "write it as {metadata.language: en}" },
    { "when-name", STEPS "  - upcase:\n    when: {language: en}\n", 4, 12,
      "\"language\" is not what a condition here can be on", "write metadata.language" },
    { "when-nameless", STEPS "  - upcase:\n    when: {metadata.: en}\n", 4, 12,
      "\"metadata.\" is not what a condition here can be on", "..." },
    { "when-map", STEPS "  - upcase:\n    when: {metadata.language: {a: b}}\n", 4, 31,
      "a condition is a value or a list of them; here is a map", NULL },
    { "when-nested", STEPS "  - upcase:\n    when: {metadata.language: [en, [de]]}\n", 4, 36,
      "a condition is a value or a list of them; here is a list", NULL },
    { "when-operator", STEPS "  - upcase:\n    when: {metadata.n: '>='}\n", 4, 24,
      "the condition \">=\" has nothing to compare with", "write a value, ..." },
    { "when-empty-list", STEPS "  - upcase:\n    when: {metadata.n: []}\n", 4, 24,
      "the condition \"[]\" is a list of nothing, which no value is in", "write a value, ..." },
    { "when-unknown-key",
      "galley: 1\nreader: {whole: {encoding: utf-8}}\nsteps:\n  - marker:\n    when: "
      "{metadata.language: en}\n",
      5, 12, "\"when\" asks for the metadata key \"language\", which nothing before it gives",
      NULL },
    { "when-too-early",
      "galley: 1\nreader: {whole: {encoding: utf-8}}\nsteps:\n  - upcase:\n    when: "
      "{metadata.marks: '> 1'}\n  - marker\n",
      5, 12, "\"when\" asks for the metadata key \"marks\", which nothing before it gives", NULL },
    { "when-beside-writer", WRITERS "  - lines:\n    when: {metadata.language: en}\n", 5, 5,
      "\"when\" stands beside steps, not beside a writer", NULL },
    { "step-timeout", STEPS "  - upcase:\n    timeout: soon\n", 4, 14,
      "timeout is \"soon\"; it is a duration such as 30s, 5ms or 2min", NULL },
    { "step-memory", STEPS "  - upcase:\n    memory: -1\n", 4, 13,
      "memory is \"-1\"; it is a size such as 64MiB or 10kB", NULL },
    { "step-on-error", STEPS "  - upcase:\n    on_error: skipp\n", 4, 15,
      "on_error is \"skipp\"; it is one of quarantine, skip, stop", "did you mean \"skip\"?" },
    { "limit-beside-writer", WRITERS "  - lines:\n    timeout: 5s\n", 5, 5,
      "\"timeout\" stands beside steps, not beside a writer",
      "what \"run\" says holds for readers and writers" },
    { "engine-key-misspelt", STEPS "  - upcase:\n    nmae: up\n", 4, 5,
      "unknown key \"nmae\" beside the plugin \"upcase\"", "did you mean \"name\"?" },
    { "engine-key-first", STEPS "  - nmae: up\n    upcase:\n", 3, 5,
      "unknown key \"nmae\" beside the plugin \"upcase\"", "did you mean \"name\"?" },
    { "option-not-indented", STEPS "  - marker:\n    least: 4\n", 4, 5,
      "unknown key \"least\" beside the plugin \"marker\"",
      "it is an option of \"marker\": indent it further, below the plugin's name" },
    { "two-plugins-in-one", STEPS "  - upcase:\n    marker:\n", 4, 5,
      "unknown key \"marker\" beside the plugin \"upcase\"",
      "each plugin is an item of its own, beginning with \"- \"" },
    { "two-readers", TOP "reader: {text: , csv: }\n", 3, 18,
      "unknown key \"csv\" beside the plugin \"text\"",
      "a pipeline has one reader; \"reader: auto\" chooses among all" },
    { "options-beside", STEPS "  - marker:\n    options: {least: 4}\n", 4, 5,
      "unknown key \"options\" beside the plugin \"marker\"",
      "options stand right below the plugin's name, indented further" },
    { "with-beside", STEPS "  - marker:\n    with: {least: 4}\n", 4, 5,
      "unknown key \"with\" beside the plugin \"marker\"", "options stand ..." },
    /* options */
    { "options-no-map", STEPS "  - marker: true\n", 3, 13,
      "the options of \"marker\" are a map, not a single value",
      "write it as marker: {option: value}" },
    { "options-list", STEPS "  - marker: [strict]\n", 3, 13,
      "the options of \"marker\" are a map, not a list", "write it as marker: {option: value}" },
    { "unknown-option", MARKER "      lest: 4\n", 4, 7, "\"marker\" has no option \"lest\"",
      "did you mean \"least\"?" },
    { "unknown-option-list", NEEDY ", colour: red}\n  - upcase\n", 3, 22,
      "\"needy\" has no option \"colour\"", "it has: layer, columns, optional, key, size" },
    { "option-of-another", STEPS "  - upcase: {strict: true}\n  - marker\n", 3, 14,
      "\"upcase\" has no option \"strict\"", "it is an option of \"marker\"" },
    { "list-without-brackets", STEPS "  - needy: {size: 1, columns: kind, weight}\n", 3, 37,
      "\"needy\" has no option \"weight\"",
      "an option is written as \"option: value\"; a list wants brackets: [one, two]" },
    { "engine-key-inside", STEPS "  - upcase:\n      name: up\n", 4, 7,
      "\"upcase\" has no option \"name\"",
      "it stands beside \"upcase\", in the same column, not among its options" },
    { "bool", MARKER "      strict: yes\n", 4, 15, "strict is \"yes\"; it is true or false",
      "strict is bool: whether to be strict" },
    { "int", MARKER "      least: many\n", 4, 14, "least is \"many\"; it is a whole number",
      "least is int, 0 to 9 letters: how many letters at least" },
    { "int-fraction", MARKER "      least: 3.5\n", 4, 14, "least is \"3.5\"; it is a whole number",
      "least is int, 0 to 9 letters: how many letters at least" },
    { "int-range", MARKER "      least: 10\n", 4, 14, "least is 10; it may be 0 to 9 letters",
      "least is int, 0 to 9 letters: how many letters at least" },
    { "int-quoted", MARKER "      least: \"3\"\n", 4, 14, "least is in quotes, and so a text",
      "leave the quotes out" },
    { "double", MARKER "      share: half\n", 4, 14, "share is \"half\"; it is a number",
      "share is number, 0 to 1: what share" },
    { "double-nan", MARKER "      share: .nan\n", 4, 14, "share is \".nan\"; it is a number",
      "share is number, 0 to 1: what share" },
    { "double-range", MARKER "      share: 1.5\n", 4, 14, "share is 1.5; it may be 0 to 1",
      "share is number, 0 to 1: what share" },
    { "size", MARKER "      window: 64 miles\n", 4, 15,
      "window is \"64 miles\"; it is a size such as 64MiB or 10kB",
      "window is size: how far to look" },
    { "duration", MARKER "      pause: 30\n", 4, 14,
      "pause is \"30\"; it is a duration such as 30s, 5ms or 2min",
      "pause is duration: how long to wait" },
    { "enum", MARKER "      style: bald\n", 4, 14, "style is \"bald\"; it is one of plain, bold",
      "did you mean \"bold\"?" },
    { "enum-far", MARKER "      style: underlined\n", 4, 14,
      "style is \"underlined\"; it is one of plain, bold",
      "style is one of plain, bold: how marks look" },
    { "regex", MARKER "      pattern: \"(\"\n", 4, 16, "pattern is no regular expression: ...",
      "pattern is regular expression: what to look for" },
    { "input-missing", MARKER "      words: nowhere.txt\n", 4, 14, "words: there is no file ...",
      "words is input file: a list of words" },
    { "input-folder", MARKER "      words: .\n", 4, 14, "words: ...",
      "words is input file: a list of words" },
    { "list-for-scalar", MARKER "      least: [3]\n", 4, 14,
      "least wants a single value, not a list",
      "least is int, 0 to 9 letters: how many letters at least" },
    { "map-for-scalar", MARKER "      marks: {a: b}\n", 4, 14,
      "marks wants a single value, not a map", "marks is string: which letters are marked" },
    { "scalar-for-list", MARKER "      kinds: vowels\n", 4, 14,
      "kinds has \"vowels\"; its items are of vowel, consonant", "did you mean \"vowel\"?" },
    { "map-for-list", MARKER "      kinds: {a: b}\n", 4, 14, "kinds wants a list, not a map",
      "write it as [one, two]" },
    { "list-for-map", MARKER "      labels: [a]\n", 4, 15, "labels wants a map, not a list",
      "write it as {key: value}" },
    { "item-choice", MARKER "      kinds: [vowel, consonnant]\n", 4, 22,
      "kinds has \"consonnant\"; its items are of vowel, consonant",
      "did you mean \"consonant\"?" },
    { "item-list", MARKER "      kinds: [vowel, [consonant]]\n", 4, 22,
      "kinds holds single values; here is a list", NULL },
    { "item-null", MARKER "      kinds: [vowel, ~]\n", 4, 22,
      "kinds holds single values; here is nothing", NULL },
    { "pair-map", MARKER "      labels: {a: {b: c}}\n", 4, 19,
      "labels holds single values; here is a map", NULL },
    { "pair-list-list", MARKER "      labels: {a: [b, [c]]}\n", 4, 23,
      "labels holds single values; here is a list", NULL },
    { "null", MARKER "      least:\n", 4, 7, "least is empty",
      "least is int, 0 to 9 letters: how many letters at least" },
    { "required", STEPS "  - needy\n", 3, 5, "\"needy\" wants the option \"size\"",
      "size is int, 1 to 5: any size" },
    { "required-null", STEPS "  - marker\n  - needy: {size: null}\n", 4, 13, "size is empty",
      "size is int, 1 to 5: any size" },
    { "contract-hook", STEPS "  - needy: {size: 5}\n", 3, 5, "\"needy\": a size of 5 fits nothing",
      NULL },
    /* outputs */
    { "output-absolute", WRITERS "  - lines: {path: /tmp/x}\n", 4, 19,
      "path is \"/tmp/x\"; it stays below the run's folder: no \"/\" in front, no \"..\"",
      "path is output file: where to write" },
    { "output-up", WRITERS "  - lines: {path: a/../../x}\n", 4, 19,
      "path is \"a/../../x\"; it stays below the run's folder: no \"/\" in front, no \"..\"",
      "path is output file: where to write" },
    { "output-clash",
      WRITERS "  - lines: {path: out.txt}\n  - lines: {path: ./out.txt}\n    name: second\n", 5, 19,
      "the output \"out.txt\" is \"lines\"'s already", "give each its own path" },
    { "output-clash-default",
      WRITERS "  - lines: {path: lines.txt}\n  - lines:\n    name: second\n", 5, 5,
      "the output \"lines.txt\" is \"lines\"'s already", "give each its own path" },
    { "output-below-file",
      WRITERS "  - lines: {path: out}\n  - lines: {path: out/x.txt}\n    name: second\n", 5, 19,
      "the output \"out/x.txt\" cannot be: \"out\" of \"lines\" would make one of them both file "
      "and folder",
      NULL },
    { "output-own", WRITERS "  - lines: {path: manifest.json}\n", 4, 19,
      "\"manifest.json\" is galley's own file", NULL },
    /* layers */
    { "missing-layer", NEEDY "}\n", 3, 5,
      "\"needy\" needs the layer \"example.org/mark\", which nothing before it gives",
      "the plugin \"marker\" gives it: put it before \"needy\"" },
    { "layer-too-late", NEEDY "}\n  - marker\n", 3, 5,
      "\"needy\" needs the layer \"example.org/mark\", which nothing before it gives",
      "\"marker\" on line 4 gives it: move \"needy\" behind that step" },
    { "layer-renamed-away",
      STEPS "  - marker:\n    layers: {example.org/mark: other}\n  - needy: {size: 1}\n", 5, 5,
      "\"needy\" needs the layer \"example.org/mark\", which nothing before it gives",
      "here it is called \"other\": write beside the plugin \"layers: {example.org/mark: "
      "other}\"" },
    { "layer-in-list", STEPS "  - marker\nwriters:\n  - lines: {layers: [example.org/marks]}\n", 5,
      22, "\"lines\" needs the layer \"example.org/marks\", which nothing before it gives",
      "did you mean \"example.org/mark\"?" },
    { "missing-column", STEPS "  - marker\n  - needy: {size: 1, columns: kind weight}\n", 4, 5,
      "\"needy\" needs the column \"weight\" of \"example.org/mark\", which \"marker\" does not "
      "fill",
      "it fills: kind, previous" },
    { "no-such-column", STEPS "  - marker\n  - needy: {size: 1, columns: colour}\n", 4, 5,
      "\"needy\" needs the column \"colour\" of \"example.org/mark\", which \"marker\" does not "
      "fill",
      "it fills: kind, previous" },
    { "other-layout",
      STEPS
      "  - marker\n  - needy: {size: 1, layer: token}\n    layers: {token: example.org/mark}\n",
      4, 5,
      "\"needy\" needs a layer \"token\", but \"example.org/mark\" has other columns: it is a "
      "\"example.org/mark\"",
      NULL },
    { "clash", STEPS "  - marker\n  - marker:\n    name: again\n", 4, 5,
      "\"again\" gives the layer \"example.org/mark\", which \"marker\" gives already",
      "give it another name: write beside the plugin \"layers: {example.org/mark: "
      "example.org/mark_2}\"" },
    { "clash-removed", STEPS "  - marker:\n    layers: {example.org/mark: removed}\n", 3, 5,
      "\"marker\" gives the layer \"removed\", which galley itself gives already",
      "give it another name: write beside the plugin \"layers: {example.org/mark: "
      "example.org/mark_2}\"" },
    { "layers-no-map", STEPS "  - marker:\n    layers: [a]\n", 4, 13,
      "\"layers\" wants a map, not a list",
      "write it as {the plugin's name for it: the name in this pipeline}" },
    { "layers-unknown", STEPS "  - marker:\n    layers: {example.org/mrak: m}\n", 4, 14,
      "\"marker\" neither needs nor gives a layer \"example.org/mrak\"",
      "did you mean \"example.org/mark\"?" },
    { "layers-bad-name", STEPS "  - marker:\n    layers: {example.org/mark: \"my marks\"}\n", 4, 32,
      "\"my marks\" is no name for a layer", NULL },
    { "missing-key",
      "galley: 1\nreader: {whole: {encoding: utf-8}}\nsteps:\n  - needy: {size: 1, layer: removed, "
      "key: marks}\n",
      4, 5, "\"needy\" needs the metadata key \"marks\", which nothing before it gives", NULL },
};

/* ---- helpers ---- */

static char *
load_error(const char *yaml, gsize size, const char *path)
{
    const char *dirs[] = { g_getenv("GALLEY_TEST_PLUGINS"), NULL };
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline = galley_pipeline_load_text(yaml, size, path, dirs, &error);
    g_assert_null(pipeline);
    g_assert_nonnull(error);
    g_assert_cmpuint(error->domain, ==, GALLEY_PIPELINE_ERROR);
    return g_strdup(error->message);
}

static gboolean
matches(const char *text, const char *wanted)
{
    gsize n = strlen(wanted);
    if (g_str_has_suffix(wanted, "..."))
        return strncmp(text, wanted, n - 3) == 0;
    return g_str_equal(text, wanted);
}

static guint
count_errors(char *const *lines)
{
    guint n = 0;
    for (gsize i = 0; lines[i]; i++)
        n += g_str_has_prefix(lines[i], "p.yaml:");
    return n;
}

static void
check_line(const char *line, const char *prefix, const char *wanted, const char *message)
{
    if (!g_str_has_prefix(line, prefix) || !matches(line + strlen(prefix), wanted))
        g_error("wanted \"%s%s\", got:\n%s", prefix, wanted, message);
}

/* What is said, the line, the caret, the hint: and nothing else. */
static void
test_error(gconstpointer data)
{
    const ErrorCase *error = data;
    gsize size = g_str_equal(error->name, "utf16") ? 5 : strlen(error->yaml);
    g_autofree char *message = load_error(error->yaml, size, "p.yaml");
    g_autofree char *prefix = g_strdup_printf("p.yaml:%u:%u: ", error->line, error->column);
    g_auto(GStrv) lines = g_strsplit(message, "\n", -1);
    check_line(lines[0], prefix, error->what, message);
    if (count_errors(lines) != 1 || g_strv_length(lines) != (error->hint ? 4 : 3))
        g_error("one error wanted, got:\n%s", message);
    if (error->hint)
        check_line(lines[3], "hint: ", error->hint, message);
}

/* ---- how it is shown ---- */

typedef struct {
    const char *name;
    const char *yaml;
    const char *message;
} ShownCase;

static const ShownCase shown[] = {
    { "caret", TOP "descripton: x\n",
      "p.yaml:3:1: unknown key \"descripton\"\n"
      "  descripton: x\n"
      "  ^~~~~~~~~~\n"
      "hint: did you mean \"description\"?" },
    { "several-in-order", "galley: 2\nnam: x\nsteps:\n  - upcase: {fail: x, drop: y}\n  - zebra\n",
      "p.yaml:1:9: this version of galley reads pipelines of format 1, not \"2\"\n"
      "  galley: 2\n"
      "          ^\n"
      "hint: write \"galley: 1\"\n"
      "p.yaml:2:1: unknown key \"nam\"\n"
      "  nam: x\n"
      "  ^~~\n"
      "hint: did you mean \"name\"?\n"
      "p.yaml:4:14: \"upcase\" has no option \"fail\"\n"
      "    - upcase: {fail: x, drop: y}\n"
      "               ^~~~\n"
      "hint: did you mean \"fails\"?\n"
      "p.yaml:4:23: \"upcase\" has no option \"drop\"\n"
      "    - upcase: {fail: x, drop: y}\n"
      "                        ^~~~\n"
      "hint: did you mean \"drops\"?\n"
      "p.yaml:5:5: no plugin \"zebra\"\n"
      "    - zebra\n"
      "      ^~~~~\n"
      "hint: ..." },
    { "behind-wide-characters", TOP "run: {日本: e\xCC\x81, on_error: x}\n",
      "p.yaml:3:7: unknown key \"日本\"\n"
      "  run: {日本: e\xCC\x81, on_error: x}\n"
      "        ^~~~\n"
      "hint: there are: on_error, timeout, memory, duplicate_ids, sandbox, stop_after, dropped\n"
      "p.yaml:3:25: on_error is \"x\"; it is one of quarantine, skip, stop\n"
      "  run: {日本: e\xCC\x81, on_error: x}\n"
      "                           ^" },
    { "behind-a-tab", TOP "run: {on_error:\tx}\n",
      "p.yaml:3:17: on_error is \"x\"; it is one of quarantine, skip, stop\n"
      "  run: {on_error: x}\n"
      "                  ^" },
    { "crlf", "galley: 1\r\nsteps: []\r\nzebra: x\r\n",
      "p.yaml:3:1: unknown key \"zebra\"\n"
      "  zebra: x\n"
      "  ^~~~~\n"
      "hint: " TOP_KEYS },
    { "byte-order-mark", "\xEF\xBB\xBFzebra: x\nsteps: []\ngalley: 1\n",
      "p.yaml:1:1: unknown key \"zebra\"\n"
      "  zebra: x\n"
      "  ^~~~~\n"
      "hint: " TOP_KEYS },
    { "escapes-are-tamed", TOP "\"\\e[2J\\nzebra\": x\n",
      "p.yaml:3:1: unknown key \"\xEF\xBF\xBD[2J zebra\"\n"
      "  \"\\e[2J\\nzebra\": x\n"
      "  ^~~~~~~~~~~~~~\n"
      "hint: " TOP_KEYS },
    { "what-is-unsure-is-not-said", STEPS "  - markr\n  - needy: {size: 1}\n",
      "p.yaml:3:5: no plugin \"markr\"\n"
      "    - markr\n"
      "      ^~~~~\n"
      "hint: did you mean \"marker\"?" },
    { "what-is-sure-is-said", STEPS "  - needy: {size: 1}\n  - markr\n",
      "p.yaml:3:5: \"needy\" needs the layer \"example.org/mark\", which nothing before it gives\n"
      "    - needy: {size: 1}\n"
      "      ^~~~~\n"
      "hint: the plugin \"marker\" gives it: put it before \"needy\"\n"
      "p.yaml:4:5: no plugin \"markr\"\n"
      "    - markr\n"
      "      ^~~~~\n"
      "hint: did you mean \"marker\"?" },
    { "alias-once",
      STEPS "  - marker: &options {lest: 3}\n  - marker: *options\n    name: second\n    layers: "
            "{example.org/mark: m}\n",
      "p.yaml:3:23: \"marker\" has no option \"lest\"\n"
      "    - marker: &options {lest: 3}\n"
      "                        ^~~~\n"
      "hint: did you mean \"least\"?" },
};

static void
test_shown(gconstpointer data)
{
    const ShownCase *one = data;
    g_autofree char *message = load_error(one->yaml, strlen(one->yaml), "p.yaml");
    if (!matches(message, one->message))
        g_error("wanted:\n%s\ngot:\n%s", one->message, message);
}

/* ---- files and bounds ---- */

static void
test_alias_bomb(void)
{
    GString *yaml = g_string_new(TOP "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (guint i = 1; i < 12; i++) {
        g_string_append_printf(yaml, "a%u: &a%u [", i, i);
        for (guint j = 0; j < 10; j++)
            g_string_append_printf(yaml, "%s*a%u", j > 0 ? ", " : "", i - 1);
        g_string_append(yaml, "]\n");
    }
    g_autofree char *message = load_error(yaml->str, yaml->len, "p.yaml");
    g_assert_true(
        g_str_has_prefix(message, "p.yaml:7:45: alias bomb: the file grows past 100000 values\n"));
    g_string_free(yaml, TRUE);
}

static void
test_deep(void)
{
    GString *yaml = g_string_new(TOP "a: ");
    for (guint i = 0; i < 100000; i++)
        g_string_append_c(yaml, '[');
    g_autofree char *message = load_error(yaml->str, yaml->len, "p.yaml");
    g_assert_true(
        g_str_has_prefix(message, "p.yaml:3:67: lists and maps are nested more than 64 deep\n"));
    g_string_free(yaml, TRUE);
}

static void
test_large(void)
{
    g_autofree char *yaml = g_strnfill((1 << 20) + 1, ' ');
    g_autofree char *message = load_error(yaml, (1 << 20) + 1, "p.yaml");
    g_assert_cmpstr(message, ==, "p.yaml: more than 1 MiB; that is no pipeline");
}

static void
test_many(void)
{
    GString *yaml = g_string_new(TOP);
    for (guint i = 0; i < 80; i++)
        g_string_append_printf(yaml, "zebra%u: x\n", i);
    g_autofree char *message = load_error(yaml->str, yaml->len, "p.yaml");
    g_assert_true(g_str_has_suffix(message, "\np.yaml: 30 more errors"));
    g_string_free(yaml, TRUE);
}

static void
test_many_steps(void)
{
    GString *yaml = g_string_new(STEPS);
    for (guint i = 0; i < 1001; i++)
        g_string_append_printf(yaml, "  - upcase:\n    name: u%u\n", i);
    g_autofree char *message = load_error(yaml->str, yaml->len, "p.yaml");
    g_assert_true(g_str_has_prefix(message, "p.yaml:2003:5: \"steps\" has more than 1000 items\n"));
    g_string_free(yaml, TRUE);
}

static void
test_missing_file(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(galley_pipeline_load("nowhere/p.yaml", NULL, &error));
    g_assert_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_FILE);
    g_assert_cmpstr(error->message, ==, "nowhere/p.yaml: No such file or directory");
}

static void
test_folder_as_file(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(galley_pipeline_load("/", NULL, &error));
    g_assert_error(error, GALLEY_PIPELINE_ERROR, GALLEY_PIPELINE_ERROR_FILE);
    g_assert_cmpstr(error->message, ==, "/: Is a directory");
}

static void
test_endless_file(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(galley_pipeline_load("/dev/zero", NULL, &error));
    g_assert_cmpstr(error->message, ==, "/dev/zero: more than 1 MiB; that is no pipeline");
}

static void
add_cases(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/errors/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_error);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(shown); i++) {
        g_autofree char *path = g_strconcat("/shown/", shown[i].name, NULL);
        g_test_add_data_func(path, &shown[i], test_shown);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_cases();
    g_test_add_func("/bounds/alias-bomb", test_alias_bomb);
    g_test_add_func("/bounds/deep", test_deep);
    g_test_add_func("/bounds/large", test_large);
    g_test_add_func("/bounds/many", test_many);
    g_test_add_func("/bounds/many-steps", test_many_steps);
    g_test_add_func("/files/missing", test_missing_file);
    g_test_add_func("/files/folder", test_folder_as_file);
    g_test_add_func("/files/endless", test_endless_file);
    return g_test_run();
}

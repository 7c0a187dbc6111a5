/* test-mask.c: what is masked, and what only looks like it. SPDX-License-Identifier: MIT */
#include "support.h"

#include <galley/galley.h>

typedef struct {
    const char *text;
    const char *masked; /* NULL: as it was */
} Case;

static const Case cases[] = {
    /* e-mail */
    { "Write to ann@quay.example today.", "Write to [email] today." },
    { "ann.b+news@mail.quay.example", "[email]" },
    { "<ann@quay.example>, \"bob@quay.example\"", "<[email]>, \"[email]\"" },
    { "mailto:ann@quay.example?subject=a", "mailto:[email]?subject=a" },
    { "ann@quay.example.", "[email]." },
    { "ann_b@a-b.example", "[email]" },
    { "1234@quay.example", "[email]" },
    { "a@b.example;c@d.example", "[email];[email]" },
    { "(ann@quay.example)", "([email])" },
    { "ANN@QUAY.EXAMPLE", "[email]" },
    { "ann@quay.example-", "[email]-" },
    { "@ann", NULL },
    { "ann@home", NULL },
    { "ann @ quay.example", NULL },
    { "a@1.2", NULL },
    { "@ann@quay.example", NULL },
    { "https://medium.example/@ann", NULL },
    { "5 apples @ 2.50", NULL },
    { "ann.@quay.example", NULL },
    { "user@@quay.example", NULL },
    /* IPv4 */
    { "from 192.0.2.1 on", "from [ipv4] on" },
    { "192.0.2.1:8080/x", "[ipv4]:8080/x" },
    { "http://192.0.2.1/", "http://[ipv4]/" },
    { "192.0.2.0/24", "[ipv4]/24" },
    { "(10.0.0.255)", "([ipv4])" },
    { "It was 203.0.113.9.", "It was [ipv4]." },
    { "256.1.1.1", NULL },
    { "1.2.3", NULL },
    { "1.2.3.4.5", NULL },
    { "01.02.03.04", NULL },
    { "version 1.2.3.4", NULL },
    { "v1.2.3.4", NULL },
    { "Section 4.2.1.3 says", NULL },
    { "1.2.3.4b", NULL },
    /* IPv6 */
    { "2001:db8::1", "[ipv6]" },
    { "2001:0db8:0000:0000:0000:ff00:0042:8329", "[ipv6]" },
    { "[2001:db8::8a2e:370:7334]:443", "[[ipv6]]:443" },
    { "::1 is home", "[ipv6] is home" },
    { "fe80::1ff:fe23:4567:890a", "[ipv6]" },
    { "::ffff:192.0.2.128", "[ipv6]" },
    { "std::vector", NULL },
    { "a::b", NULL },
    { "Dead::Beef", NULL },
    { "at 12:30:45", NULL },
    { "00:1b:44:11:3a:b7", NULL },
    { "00:1b:44:ff:fe:11:3a:b7", NULL },
    { "::", NULL },
    { "1:2:3", NULL },
    /* telephone numbers */
    { "+44 20 7946 0958", "[phone]" },
    { "+44 (0)20 7946 0958", "[phone]" },
    { "+1-202-555-0143", "[phone]" },
    { "+12025550143", "[phone]" },
    { "+49 30 901820", "[phone]" },
    { "(+49) 30 901820", "[phone]" },
    { "(202) 555-0143", "[phone]" },
    { "202-555-0143", "[phone]" },
    { "202.555.0143", "[phone]" },
    { "202 555 0143", "[phone]" },
    { "1-800-555-0199", "[phone]" },
    { "call 555-0143 now", "call [phone] now" },
    { "Phone: 5550143", "Phone: [phone]" },
    { "tel. 030 901820", "tel. [phone]" },
    { "020 7946 0958", "[phone]" },
    { "07700 900123", "[phone]" },
    { "01 23 45 67 89", "[phone]" },
    { "030/9018200", "[phone]" },
    { "Fax: 0221-1234567.", "Fax: [phone]." },
    { "202-555-0143, 202-555-0144", "[phone], [phone]" },
    { "phone number: 202-555-0143", "phone number: [phone]" },
    { "2014-11-28", NULL },
    { "28.11.2014", NULL },
    { "11/28/2014", NULL },
    { "28 11 2014", NULL },
    { "01.02.2003", NULL },
    { "2014-11-28 10:30", NULL },
    { "1999-2004", NULL },
    { "ISBN 978-0-306-40615-7", NULL },
    { "ISBN 0-306-40615-2", NULL },
    { "ISSN 2049-3630", NULL },
    { "$1,234,567", NULL },
    { "1 234 567 890", NULL },
    { "12 345 678", NULL },
    { "+12 345 678", NULL },
    { "EUR 2025550143", NULL },
    { "4111 1111 1111 1111", NULL },
    { "123-45-6789", NULL },
    { "order 202-555-0143", NULL },
    { "+52.520008", NULL },
    { "+3.5%", NULL },
    { "3.14159265", NULL },
    { "20500-0003", NULL },
    { "1234567890", NULL },
    { "won 3-2, 4-1, 5-0", NULL },
    { "10-12 May 2014", NULL },
    { "pages 202-555", NULL },
    { "a202-555-0143", NULL },
    { "$202.555.0143", NULL },
    { "0.123456789", NULL },
    { "called 1,234,567 times", NULL },
    { "the call of 2014", NULL },
    /* more than one, and nothing */
    { "ann@quay.example, 192.0.2.1, +44 20 7946 0958", "[email], [ipv4], [phone]" },
    { "", NULL },
    { "caf\u00e9@quay.example", NULL },
};

static char *
mask(const char *options, const char *text)
{
    g_autofree char *yaml = g_strdup_printf("galley: 1\nsteps:\n  - mask: %s\n", options);
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "p.yaml", NULL, &error);
    g_assert_no_error(error);
    g_autoptr(GalleyDocument) document = galley_document_new();
    galley_document_set_text(document, text, strlen(text), &error);
    galley_pipeline_process(pipeline, document, &error);
    g_assert_no_error(error);
    return g_strdup(galley_document_get_text(document, &(guint32){ 0 }));
}

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autofree char *masked = mask("{}", test->text);
    g_assert_cmpstr(masked, ==, test->masked != NULL ? test->masked : test->text);
}

static void
test_options(void)
{
    g_autofree char *one = mask("{kinds: [ipv4]}", "a@b.example 192.0.2.1");
    g_autofree char *none = mask("{kinds: []}", "a@b.example 192.0.2.1");
    g_autofree char *own = mask("{placeholder: '<{kind}/{kind}>'}", "192.0.2.1");
    g_autofree char *empty = mask("{placeholder: ''}", "a 192.0.2.1 b");
    g_assert_cmpstr(one, ==, "a@b.example [ipv4]");
    g_assert_cmpstr(none, ==, "a@b.example 192.0.2.1");
    g_assert_cmpstr(own, ==, "<ipv4/ipv4>");
    g_assert_cmpstr(empty, ==, "a  b");
}

/* What was masked is nowhere in what a run writes. */
static void
test_output(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_free(put_file(folder, "p.yaml", "galley: 1\nsteps: [mask]\nwriters: [jsonl]\n", -1));
    g_free(put_file(folder, "a.txt", "ann@quay.example, +44 20 7946 0958", -1));
    g_auto(Outcome) outcome =
        shell("cd \"$1\" && \"$GALLEY\" run p.yaml a.txt -o out && cat out/*.json*", folder, NULL);
    g_assert_cmpint(outcome.status, ==, 0);
    assert_has(outcome.out, "[email], [phone]");
    assert_has(outcome.out, "phone numbers");
    g_assert_null(strstr(outcome.out, "ann@"));
    g_assert_null(strstr(outcome.out, "7946"));
}

/* A text of signs alone takes no time with the square of its size. */
static void
test_signs(void)
{
    g_autofree char *text = g_strnfill(1000000, '@');
    g_autofree char *letters = g_strnfill(1000000, 'a');
    g_autofree char *digits = g_strnfill(1000000, '1');
    g_autofree char *masked = mask("{}", text);
    g_autofree char *same = mask("{}", letters);
    g_autofree char *long_number = mask("{}", digits);
    g_assert_cmpstr(masked, ==, text);
    g_assert_cmpstr(same, ==, letters);
    g_assert_cmpstr(long_number, ==, digits);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/mask/case/%03" G_GSIZE_FORMAT, i);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/mask/options", test_options);
    g_test_add_func("/mask/output", test_output);
    g_test_add_func("/mask/signs", test_signs);
    return g_test_run();
}

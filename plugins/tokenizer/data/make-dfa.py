#!/usr/bin/env python3
"""make-dfa.py: token rules -> a minimal automaton as C tables. SPDX-License-Identifier: MIT

  make-dfa.py tokens.rules OUT.h OUT.c

The rules' language is told at the head of tokens.rules. Thompson's construction makes an automaton of them,
the subset construction makes it deterministic, Moore's partition refinement makes it small.
"""
import os
import sys

# Characters beyond ASCII, by class; classes.c says which character is in which.
CLASSES = """upper lower letter mark digit number apostrophe open close dash hyphen ellipsis currency
    punctuation wide-end symbol emoji regional joiner selector tone tag space control""".split()
SYMBOLS = 128 + len(CLASSES)
EVERY_ASCII = frozenset(range(128))
BLANKS = " \n"
EDGE, FREE = "edge", "free"  # empty steps with a condition: no letter or digit follows; nothing is glued on


class RuleError(Exception):
    pass


class Automaton:
    """A non-deterministic automaton: per state a list of (set of symbols or a kind of empty step, next)."""

    def __init__(self):
        self.steps = []

    def state(self):
        self.steps.append([])
        return len(self.steps) - 1

    def step(self, begin, on, end):
        self.steps[begin].append((on, end))


class Parser:
    """One pattern: recursive descent over its text, to a tree of tuples."""

    def __init__(self, text, definitions, folder):
        self.text, self.at = text, 0
        self.definitions, self.folder = definitions, folder

    def parse(self):
        tree = self.alternatives()
        if self.peek():
            raise RuleError("unexpected %r" % self.text[self.at:])
        return tree

    def peek(self):
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.text[self.at:self.at + 1]

    def take_until(self, mark):
        end = self.text.index(mark, self.at)
        taken, self.at = self.text[self.at:end], end + len(mark)
        return taken

    def alternatives(self):
        choices = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            choices.append(self.sequence())
        return choices[0] if len(choices) == 1 else ("or", choices)

    def sequence(self):
        parts = []
        while self.peek() and self.peek() not in "|)":
            parts.append(self.repeated())
        return ("then", parts)

    def repeated(self):
        tree = self.atom()
        while True:
            mark = self.peek()
            if mark and mark in "*+?":
                self.at += 1
                tree = {"*": ("star", tree), "?": ("or", [tree, ("then", [])]),
                        "+": ("then", [tree, ("star", tree)])}[mark]
            elif mark == "{" and self.text[self.at + 1].isdigit():
                self.at += 1
                least, comma, most = self.take_until("}").partition(",")
                tree = repeat(tree, int(least), most if comma else least)
            else:
                return tree

    def atom(self):
        mark = self.peek()
        self.at += 1
        if mark == "(":
            tree = self.alternatives()
            if self.peek() != ")":
                raise RuleError("no closing bracket")
            self.at += 1
            return tree
        if mark == "$":
            return ("empty", EDGE)
        if mark == "<":
            return ("set", frozenset([128 + CLASSES.index(self.take_until(">"))]))
        if mark == "{":
            return self.definitions[self.take_until("}")]
        if mark == "[":
            return ("set", self.set())
        if mark == '"':
            return self.literal()
        if mark == "@":
            return self.named()
        raise RuleError("unexpected %r" % self.text[self.at - 1:])

    def character(self):
        mark = self.text[self.at]
        self.at += 1
        if mark != "\\":
            return mark
        mark = self.text[self.at]
        self.at += 1
        if mark == "x":
            self.at += 2
            return chr(int(self.text[self.at - 2:self.at], 16))
        return mark

    def set(self):
        inverse = self.text[self.at] == "^"
        self.at += inverse
        members = set()
        while self.text[self.at] != "]":
            first = last = self.character()
            if self.text[self.at] == "-" and self.text[self.at + 1] != "]":
                self.at += 1
                last = self.character()
            members.update(range(ord(first), ord(last) + 1))
        self.at += 1
        return EVERY_ASCII - members if inverse else frozenset(members)

    def literal(self):
        letters = []
        while self.text[self.at] != '"':
            letters.append(self.character())
        self.at += 1
        either = self.text[self.at:self.at + 1] == "i"
        self.at += either
        return word_tree("".join(letters), either)

    def named(self):
        name = self.text[self.at:].split()[0].rstrip(")")
        self.at += len(name)
        if name == FREE:
            return ("empty", FREE)
        return ("or", [word_tree(word, True) for word in read_list(os.path.join(self.folder, name))])


def repeat(tree, least, most):
    """@most is text: empty if there is no bound"""
    if not most:
        return ("then", [tree] * least + [("star", tree)])
    maybe = ("or", [tree, ("then", [])])
    return ("then", [tree] * least + [maybe] * (int(most) - least))


def word_tree(word, either):
    return ("then", [("set", letter_set(letter, either)) for letter in word])


def letter_set(letter, either):
    if either and letter == "'":
        return frozenset([ord("'"), ord("`"), 128 + CLASSES.index("apostrophe")])
    return frozenset([ord(letter.lower()), ord(letter.upper())] if either else [ord(letter)])


def read_list(path):
    with open(path, encoding="utf-8") as lines:
        words = (line.strip().replace("|", "") for line in lines)
        return [word for word in words if word and not word.startswith("#")]


def read_rules(path):
    """-> the patterns by kind, in order, and the definitions"""
    with open(path, encoding="utf-8") as file:
        text = file.read().replace("\\\n", "  ")
    definitions, rules = {}, []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        what, name, pattern = line.split(None, 2)
        try:
            tree = Parser(pattern, definitions, os.path.dirname(path)).parse()
        except (RuleError, KeyError, ValueError, IndexError) as error:
            sys.exit("%s:%d: %s: %s" % (path, number, type(error).__name__, error))
        if what == "define":
            definitions[name] = tree
        else:
            rules.append((name, tree))
    return rules, definitions


def build(automaton, tree, begin):
    """Adds @tree from state @begin on; -> its last state"""
    kind, what = tree
    if kind == "then":
        for part in what:
            begin = build(automaton, part, begin)
        return begin
    end = automaton.state()
    if kind in ("set", "empty"):
        automaton.step(begin, what, end)
    elif kind == "or":
        for choice in what:
            automaton.step(build(automaton, choice, begin_of(automaton, begin)), None, end)
    elif kind == "star":
        automaton.step(begin, None, end)
        inner = begin_of(automaton, end)
        automaton.step(build(automaton, what, inner), None, end)
    return end


def begin_of(automaton, state):
    fresh = automaton.state()
    automaton.step(state, None, fresh)
    return fresh


def symbol_classes(automaton, word_symbols):
    """Symbols that no rule tells apart become one. -> per symbol its class, number of classes"""
    sets = {on for steps in automaton.steps for on, _ in steps if isinstance(on, frozenset)}
    sets.add(word_symbols)
    sets = sorted(sets, key=sorted)
    signature = {}
    classes = []
    for symbol in range(SYMBOLS):
        key = tuple(i for i, members in enumerate(sets) if symbol in members)
        classes.append(signature.setdefault(key, len(signature)))
    return classes, len(signature)


class Determiniser:
    def __init__(self, automaton, ends, classes, n_classes):
        self.automaton, self.ends = automaton, ends
        self.by_class = [[] for _ in automaton.steps]
        first = [classes.index(c) for c in range(n_classes)]
        for state, steps in enumerate(automaton.steps):
            for on, end in steps:
                if isinstance(on, frozenset):
                    self.by_class[state].extend((c, end) for c in range(n_classes) if first[c] in on)
        self.numbers, self.sets, self.rows = {}, [], []
        self.n_classes = n_classes

    def closure(self, states, empty):
        seen, stack = set(states), list(states)
        while stack:
            for on, end in self.automaton.steps[stack.pop()]:
                if on in empty and end not in seen:
                    seen.add(end)
                    stack.append(end)
        return frozenset(seen)

    def number(self, states):
        if states not in self.numbers:
            self.numbers[states] = len(self.sets)
            self.sets.append(states)
        return self.numbers[states]

    def run(self, begin):
        """-> the start states glued and free; state 0 is dead"""
        self.number(frozenset())
        starts = [self.number(self.closure([begin], empty)) for empty in ((None,), (None, FREE))]
        at = 0
        while at < len(self.sets):
            targets = [set() for _ in range(self.n_classes)]
            for state in self.sets[at]:
                for c, end in self.by_class[state]:
                    targets[c].add(end)
            self.rows.append([self.number(self.closure(t, (None,))) if t else 0 for t in targets])
            at += 1
        return starts

    def accepts(self, states):
        """-> the kind before a letter or digit, and before anything else; 0 is none"""
        best = []
        for empty in ((None,), (None, EDGE)):
            found = [self.ends[s] for s in self.closure(states, empty) if s in self.ends]
            best.append(min(found)[1] if found else 0)
        return tuple(best)


def minimise(rows, accepts, starts):
    """Moore: split groups of states until all in a group go to the same groups."""
    group = [{a: i for i, a in enumerate(sorted(set(accepts)))}[a] for a in accepts]
    while True:
        keys = {}
        fresh = [keys.setdefault((group[s],) + tuple(group[t] for t in row), len(keys)) for s, row in enumerate(rows)]
        if len(keys) == len(set(group)):
            break
        group = fresh
    order = {}  # state 0 stays the dead one
    for state in range(len(rows)):
        order.setdefault(group[state], len(order))
    small = {}
    for state, row in enumerate(rows):
        small.setdefault(order[group[state]], ([order[group[t]] for t in row], accepts[state]))
    rows, accepts = zip(*(small[i] for i in range(len(small))))
    return list(rows), list(accepts), [order[group[s]] for s in starts]


def word_state(rows, classes, start):
    """-> the state of a word that is in no list: letters do not lead out of it"""
    state, seen = start, set()
    while state not in seen:
        seen.add(state)
        state = rows[state][classes[ord("z")]]
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if any(rows[state][classes[ord(letter)]] != state for letter in letters):
        sys.exit("letters lead out of words")
    return state


def plain_beginnings(rows, classes, starts, word):
    """
    -> for each two letters, the first in either case, as bits: with which third letter they lead to that state, whatever
    stood before; the 27th: by themselves
    """
    def leads_to_word(letters):
        return all(after(start, beginning) == word for start in starts for beginning in (letters, letters.capitalize()))

    def after(start, letters):
        for letter in letters:
            start = rows[start][classes[ord(letter)]]
        return start

    if rows[word][classes[ord(" ")]] != 0:
        sys.exit("a word goes on behind a blank")
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return [sum(leads_to_word(a + b + c) << i for i, c in enumerate([*alphabet, ""])) for a in alphabet for b in alphabet]


class WordEnds:
    """Where words of ASCII letters end, told by their length and the character behind them: no need to run the automaton."""

    GOES_ON, ENDS, ENDS_BEFORE_BLANK = range(3)
    LONGEST = 31
    USUAL = BLANKS + ",.;:!?)\""  # with others, such as "&" and "$", more words are odd

    def __init__(self, rows, accepts, classes, word_class, word):
        self.rows, self.accepts, self.classes, self.word_class = rows, accepts, classes, word_class
        self.word = word
        self.stops = [self.stop(character) for character in range(128)]
        self.letters = sorted({classes[ord(c)] for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"})

    def dies_before_blank(self, state):
        return all(self.rows[state][self.classes[ord(blank)]] == 0 for blank in BLANKS)

    def ends_nothing(self, state):
        return self.accepts[state][1] == 0 and self.dies_before_blank(state)

    def stop(self, character):
        behind = self.rows[self.word][self.classes[character]]
        if chr(character) not in self.USUAL or self.word_class[self.classes[character]]:
            return self.GOES_ON
        if behind == 0:
            return self.ENDS
        return self.ENDS_BEFORE_BLANK if self.ends_nothing(behind) else self.GOES_ON

    def is_word(self, state):
        """Whether letters that lead to @state are a word wherever the stops say so."""
        behind = [(self.rows[state][self.classes[c]], stop) for c, stop in enumerate(self.stops)]
        return (self.accepts[state][1] == self.accepts[self.word][1]
                and all(to == 0 for to, stop in behind if stop == self.ENDS)
                and all(self.ends_nothing(to) for to, stop in behind if stop == self.ENDS_BEFORE_BLANK))

    def odd_lengths(self, states):
        """-> as bits, the lengths at which two letters that lead to @states and more may be no word; the last bit: and above"""
        odd, seen, length = 0, set(), 2
        while (states, min(length, self.LONGEST)) not in seen:
            seen.add((states, min(length, self.LONGEST)))
            if not all(map(self.is_word, states)):
                odd |= 1 << min(length, self.LONGEST)
            states = frozenset(self.rows[state][letter] for state in states for letter in self.letters)
            length += 1
        return odd

    def odd_words(self, starts):
        """-> the odd lengths by the first two letters, in either case"""
        def both(letter):
            return {self.classes[ord(letter)], self.classes[ord(letter.upper())]}

        alphabet = "abcdefghijklmnopqrstuvwxyz"
        return [self.odd_lengths(frozenset(self.rows[self.rows[start][one]][two] for start in starts
                                           for one in both(a) for two in both(b)))
                for a in alphabet for b in alphabet]

    def singles(self, start):
        """-> the kind of each character of ASCII that is a match of its own before a blank, else 0"""
        ends = [self.rows[start][c] for c in self.classes[:128]]
        return [self.accepts[end][1] if end and self.dies_before_blank(end) else 0 for end in ends]


def array(type_name, name, values):
    lines = ["const %s %s = {" % (type_name, name)]
    for begin in range(0, len(values), 24):
        lines.append("    " + ", ".join(map(str, values[begin:begin + 24])) + ",")
    return "\n".join(lines + ["};"])


def identifier(prefix, name):
    return prefix + name.upper().replace("-", "_")


def emit_header(kinds, n_classes, n_states, starts, word):
    out = ["/* Made by make-dfa.py from tokens.rules. */", "#pragma once", "#include <glib.h>", "",
           "/* Classes of the characters beyond ASCII. */", "enum {"]
    out += ["    %s," % identifier("CLASS_", name) for name in CLASSES] + ["    CLASS_COUNT,", "};", "",
           "/* What a match is; 0 is none. */", "enum {"]
    out += ["    %s," % identifier("MATCH_", kind) for kind in ["none"] + kinds]
    out += ["    MATCH_COUNT,", "};", "", "enum {", "    DFA_DEAD = 0,", "    DFA_GLUED = %d," % starts[0],
            "    DFA_FREE = %d," % starts[1], "    DFA_WORD = %d, /* ASCII letters do not lead out of it */" % word,
            "    DFA_N_STATES = %d," % n_states,
            "    DFA_N_CLASSES = %d," % n_classes, "};", "",
            "/* The automaton's classes: of ASCII, and of the classes above. */",
            "extern const guint8 dfa_ascii[128];", "extern const guint8 dfa_class[CLASS_COUNT];",
            "/* Whether a class is of letters, digits or marks. */", "extern const guint8 dfa_in_word[DFA_N_CLASSES];",
            "/* Rows are padded, so that a row is found by a shift. */",
            "extern const guint16 dfa_next[DFA_N_STATES][128];",
            "/* The match that ends in a state: [1] if a letter or digit follows, [0] if not. */",
            "extern const guint8 dfa_accepts[DFA_N_STATES][2];",
            "/* Words that begin with these two letters, the first in either case, and a third one whose bit is set are in DFA_WORD",
            " * behind them; those with the 27th bit are so behind two. */",
            "extern const guint32 dfa_plain[26][26];", "",
            "/* What a character behind a word of ASCII letters tells. */", "enum {", "    STOP_NONE,",
            "    STOP_ALWAYS,       /* the word ends */", "    STOP_BEFORE_BLANK, /* it ends if a blank or line feed follows */", "};",
            "extern const guint8 dfa_stops[256];",
            "/* By the first two letters, in either case, as bits: how long words may be that are no such words; 31: and longer. */",
            "extern const guint32 dfa_odd[26][26];",
            "/* The match that a character is by itself before a blank or line feed, MATCH_NONE if it may not be one; glued, free. */",
            "extern const guint8 dfa_singles[2][256];"]
    return "\n".join(out + [""])


def emit_tables(header, classes, word_class, rows, accepts, plain, ends, starts):
    out = ["/* Made by make-dfa.py from tokens.rules. */", '#include "%s"' % os.path.basename(header), "",
           array("guint8", "dfa_ascii[128]", classes[:128]), array("guint8", "dfa_class[CLASS_COUNT]", classes[128:]),
           array("guint8", "dfa_in_word[DFA_N_CLASSES]", word_class),
           "const guint16 dfa_next[DFA_N_STATES][128] = {"]
    out += ["    { %s }," % ", ".join(map(str, row)) for row in rows]
    out += ["};", "const guint8 dfa_accepts[DFA_N_STATES][2] = {"]
    out += ["    { %d, %d }," % (edge, inner) for inner, edge in accepts]
    out += ["};", "const guint32 dfa_plain[26][26] = {"]
    out += ["    { %s }," % ", ".join("0x%x" % bits for bits in plain[at:at + 26]) for at in range(0, len(plain), 26)]
    out += ["};", array("guint8", "dfa_stops[256]", ends.stops), "const guint32 dfa_odd[26][26] = {"]
    odd = ends.odd_words(starts)
    out += ["    { %s }," % ", ".join("0x%x" % bits for bits in odd[at:at + 26]) for at in range(0, len(odd), 26)]
    out += ["};", "const guint8 dfa_singles[2][256] = {"]
    out += ["    { %s }," % ", ".join(map(str, ends.singles(start))) for start in starts]
    return "\n".join(out + ["};", ""])


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    rules_path, header_path, tables_path = sys.argv[1:]
    rules, definitions = read_rules(rules_path)
    kinds = list(dict.fromkeys(kind for kind, _ in rules))
    automaton, ends = Automaton(), {}
    begin = automaton.state()
    for order, (kind, tree) in enumerate(rules):
        ends[build(automaton, tree, begin_of(automaton, begin))] = (order, kinds.index(kind) + 1)
    word_symbols = frozenset(flatten(definitions["alnum"]))
    classes, n_classes = symbol_classes(automaton, word_symbols)
    word_class = [int(classes.index(c) in word_symbols) for c in range(n_classes)]
    if n_classes > 128:
        sys.exit("more than 128 classes of characters")
    machine = Determiniser(automaton, ends, classes, n_classes)
    starts = machine.run(begin)
    accepts = [machine.accepts(states) for states in machine.sets]
    rows, accepts, starts = minimise(machine.rows, accepts, starts)
    word = word_state(rows, classes, starts[1])
    write(header_path, emit_header(kinds, n_classes, len(rows), starts, word))
    ends_of_words = WordEnds(rows, accepts, classes, word_class, word)
    write(tables_path, emit_tables(header_path, classes, word_class, rows, accepts, plain_beginnings(rows, classes, starts, word),
                                   ends_of_words, starts))


def flatten(tree):
    """-> all symbols of the sets in @tree"""
    kind, what = tree
    if kind == "set":
        return what
    return set().union(*map(flatten, what)) if kind in ("or", "then") else set()


if __name__ == "__main__":
    main()

"""Programs and data in place of a page are told by their lines; what people write is let in."""

from __future__ import annotations

import pytest

import pagequality as pq
from pagequality.reading.programs import program

PYTHON = '''\
"""Feed the geese at dawn, and say how many came to the trough."""
import time
from barn import trough, scales

GEESE = 40


class Feeder:
    def __init__(self, sacks):
        # a sack lasts a week
        self.sacks = sacks

    def feed(self, geese):
        """Open the flap until the scales say that enough has run out."""
        while scales.weight() < geese * 0.2:
            trough.open()
            time.sleep(1)
        trough.close()
        return scales.weight()
'''
JAVA = """\
package example.barn;

import java.util.List;

/** Counts the geese that came home. */
public class Geese {
    private final List<String> rings;

    public int count(List<String> seen) {
        // a ring may be read twice
        int found = 0;
        for (String ring : seen) {
            if (rings.contains(ring)) {
                found++;
            }
        }
        return found;
    }
}
"""
GO = """\
package main

import "fmt"

func main() {
	sum := 0
	for i := 0; i < 40; i++ {
		sum += i
	}
	fmt.Println("geese at the ford on a day in May:", sum)
}
"""
C = """\
#include <stdio.h>

/* Reads the scales. */
int main(void) {
    double weight = 0;
    while (scanf("%lf", &weight) == 1) {
        if (weight > 4.5) {
            printf("a fat goose of %.1f kilograms\\n", weight);
        }
    }
    return 0;
}
"""
RUBY = """\
require 'csv'

class Flock
  def initialize(path)
    @rows = CSV.read(path)
  end

  def heavy
    @rows.select { |row| row[2].to_f > 4.5 }
  end
end

puts Flock.new("geese.csv").heavy.length
"""
SHELL = """\
#!/bin/sh
# Copies the letters to the disk in the barn.
set -e
cd /srv/letters
for file in *.txt; do
  cp "$file" /mnt/barn/
done
echo "all letters of the week are in the barn now"
"""
ROW = "INSERT INTO geese VALUES (7, 'The goose that came in a winter', '2019-03-07');\n"
SQL = f"-- The ringed geese\nCREATE TABLE geese (ring INT, name TEXT, born DATE);\n{ROW * 8}"
YAML = "openapi: 3.0.0\ninfo:\n  title: Geese of the ford\npaths:\n" + "".join(
    f"  /geese/{n}:\n    get:\n      summary: Get what is known of one goose\n" for n in range(6)
)
TYPESCRIPT = """\
import { Goose } from "./goose";

export interface Flock {
  name: string;
  geese: Goose[];
}

export function heaviest(flock: Flock): Goose | undefined {
  const sorted = flock.geese.slice().sort((a, b) => b.weight - a.weight);
  if (sorted.length === 0) {
    return undefined;
  }
  return sorted[0];
}
"""
RUST = """\
use std::collections::HashMap;

pub fn count(rings: &[u32]) -> HashMap<u32, usize> {
    let mut seen = HashMap::new();
    for ring in rings {
        *seen.entry(*ring).or_insert(0) += 1;
    }
    seen
}
"""


@pytest.mark.parametrize("text", [PYTHON, JAVA, GO, C, RUBY, SHELL, SQL, TYPESCRIPT, RUST])
def test_a_program_is_told(text: str) -> None:
    """In whatever language, with its remarks and the strings in it."""
    assert program(text.encode()) == program(text.replace("\n", "\r\n").encode()) == "source code"
    assert pq.analyze(text).notices[0].code == "not html"


def test_nested_data_are_told() -> None:
    """Keys of programs, some levels deep."""
    assert program(YAML.encode()) == "data"


PROGRAMS = "\n".join(line for line in PYTHON.splitlines() if line.startswith((" ", "def")))
INNOCENT = {
    "tutorial": f"A feeder\n\nThis is how my feeder opens the flap at dawn:\n\n{PROGRAMS}",
    "tutorial in Markdown": f"# Feeder\n\nHow it works.\n\n```python\n{PYTHON}\n```\n",
    "headings and code": f"# Feeder\n\n{PROGRAMS}\n\n# Wiring\n\n{PROGRAMS}",
    "remark after code": f"{PYTHON}\n\nThis has run in our barn since the spring of 2019.\n",
    "minutes": (
        "Minutes of the mill trust, 4 May\n\nPresent: Ann Lee, Joe Marsh (chair), Tom Pell.\n"
        "1. Roof (see plan): Joe gets three offers;\n2. Pond (silt): Tom asks the county;\n"
        "3. Supper (9 May): Ann cooks, Jo bakes;\n4. Any other business: none;\n"
    ),
    "poem": (
        "To sweep the floor;\nto feed the hens (all nine);\nto close the gate;\n"
        "return to bed;\nto dream of geese;\nto wake (too late);\nto bake the bread;\n"
        "import no grief;\nthe day is long;\n"
    ),
    "table": (
        "+--------+------+-------+\n| Goose  | Ring | kg    |\n+--------+------+-------+\n"
        + "".join(f"| Bess {n} | {n}{n}   | 4.{n}   |\n" for n in range(8))
        + "+--------+------+-------+\n"
    ),
    "mail": (
        "From: ann@mill.example\nTo: joe@mill.example\nDate: 4 May 2024\nSubject: the wheel\n\n"
        "> Can you come on Friday?\n\nYes, at nine.\n\nJoe\n--\nJoe Marsh, 2 Mill Lane\n"
    ),
    "changelog": (
        "1.2.0 (2024-05-04)\n\n- feed(): takes a list of geese\n- fix: the flap jammed\n"
        "- Feeder.close() waits\n\n1.1.0 (2023-03-01)\n\n- new: scales.weight()\n- faster start\n"
        "- import of old files\n"
    ),
    "readme": (
        "# Feeder\n\nFeeds geese.\n\n## Install\n\n    pip install feeder\n\n## Use\n\n"
        "    import feeder\n    f = feeder.Feeder(3)\n    f.feed(40)\n    f.close()\n\n"
        "## Licence\n\nMIT\n"
    ),
    "notes in LaTeX": (
        "\\section{Geese}\n\\label{geese}\nLet $n$ be their number.\n\\begin{itemize}\n"
        "\\item $f(n) = 0.2 n$\n\\item $g(n) = f(n) + 1$\n\\end{itemize}\n\\textbf{Note:} weigh!\n"
    ),
    "formulas": "f(x) = 2x + 1\ng(x) = x^2\nh(x) = f(g(x))\nk(x) = 1/x\nm(x) = |x|\nn(x) = x!\n"
    * 2,
    "recipe": (
        "Goose\n\nfor the stuffing:\n4 apples (sour)\n2 onions\nsalt\n\nfor the sauce:\n"
        "1 cup stock\n1 spoon flour\n\nfor the table:\nbread;\nred cabbage;\n"
        "if there is time: dumplings\n"
    ),
    "addresses": "".join(
        f"Ann Lee {n}\n{n} Mill Lane;\nBrindle (Kent)\nann{n}@mill.example\n(01632) 960 10{n}\n\n"
        for n in range(6)
    ),
    "fact sheet": (
        "Name: Mill Lane Choir\nFounded: 1921\nPlace: the hall\nOpening hours:\n"
        "  Monday: 7 to 9\n  Friday:\n    Tenors: 6 to 7\n    Altos: 7 to 8\nContact:\n"
        "  Phone: 01632 960 100\n  Mail: ann@mill.example\nFees:\n  Adults: 20\n  Children:\n"
        "    First: 5\n    Others: free\n"
    ),
    "facts in a file of settings": "".join(
        f"[goose{n}]\nname = Bess {n}\nweight = 4.{n}\nring = {n}{n}\n\n" for n in range(5)
    ),
    "knitting": "".join(
        f"Row {n}: k2, (p2, k2tog) x{n}, yo; turn.\nRow {n + 1}: purl (all);\n"
        for n in range(1, 12)
    ),
    "chess": "1. e4 e5\n2. Nf3 Nc6\n3. Bb5 a6\n4. Ba4 Nf6\n5. O-O Be7\n6. Re1 b5\n7. Bb3 d6\n",
    "guitar": "e|--0--2--3--|\nB|--1--3--0--|\nG|--0--2--0--|\nD|--2--0--0--|\n" * 2,
    "commands to remember": (
        "git pull\nmake all\nmake test\ncd docs\nmake html\nsudo reboot\nls -l\nssh barn\n"
        "cp a b\nrm a\n"
    ),
    "play": "".join(f"BESS (aside): Honk!\nJOE: {n} geese? (He counts;)\n" for n in range(9)),
    "jokes": "while (awake) { drink(tea); }\n\nThat is how I begin each day in the office.\n" * 3,
}


@pytest.mark.parametrize("kind", INNOCENT)
def test_what_people_write_is_let_through(kind: str) -> None:
    """Notes, lists and tables, with signs and code in them."""
    assert program(INNOCENT[kind].encode()) == ""


@pytest.mark.parametrize(
    "text", ["", "\n" * 99, "((((" * 1024, "a = " * 1024, "# \n\n" * 1024, "if (" * 1024]
)
def test_odd_beginnings_are_no_programs(text: str) -> None:
    """They are looked at in no time."""
    assert program(text.encode()) == ""

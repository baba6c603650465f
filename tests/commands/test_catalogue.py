"""Columns, signals and completions, told by the program itself."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from sample_pages import PAGES

from pagequality.cli import main
from pagequality.commands import COMMANDS, load
from pagequality.commands.completion import SHELLS, described
from pagequality.signals import SIGNALS
from pagequality.signals.misfires import MISFIRES
from pagequality.tabular.schema import Layout, all_columns

FISH, ZSH = shutil.which("fish"), shutil.which("zsh")


def printed(capsys, *arguments):
    """What a command writes."""
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_columns_are_those_of_the_code(capsys, tmp_path):
    """Each with its type and meaning; of a file, what made it."""
    found = json.loads(printed(capsys, "columns", "--format", "json"))
    columns = all_columns(Layout(explain=True))
    assert [row["name"] for row in found[:-1]] == [column.name for column in columns]
    shown = printed(capsys, "columns")
    assert all(column.name in shown for column in columns)
    scores = str(tmp_path / "s.csv")
    page = str(PAGES / "bike-pump-test.html")
    main(["score", page, "-o", scores, "-j", "1", "--threshold", "0.9", "-q"])
    assert "threshold  0.9" in printed(capsys, "columns", scores)
    assert main(["columns", "gone.parquet"]) == 2
    assert capsys.readouterr().err.startswith("pagequality: cannot read gone.parquet")


def test_one_signal_in_full(capsys):
    """Definition, direction, usual values, misfires, source."""
    shown = printed(capsys, "signals", "link_density", "years")
    for word in ("definition", "direction", "median of honest pages", "misfires", "source"):
        assert shown.count(word) >= 2
    assert "Share of the visible characters that are link text." in shown
    assert len(json.loads(printed(capsys, "signals", "years", "--format", "json"))) == 1


def test_a_signal_says_whether_it_can_move_a_verdict(capsys):
    """Some are measured for whoever asks, and the judge is not told of them."""
    told, silent = (printed(capsys, "signals", name) for name in ("link_density", "years"))
    assert "verdict      can move it" in told
    assert "verdict      never moves it: the model is not told" in silent


def test_an_unknown_signal_is_refused_with_near_ones(capsys):
    """One line that helps."""
    assert main(["signals", "link_densty"]) == 2
    err = capsys.readouterr().err
    assert "there is no signal 'link_densty'; near it: link_density" in err
    assert main(["signals", "zzzz"]) == 2
    assert "there is no signal 'zzzz'; `pagequality signals` lists all\n" in capsys.readouterr().err
    assert main(["signals", "years", "--family", "trust"]) == 2


def test_every_family_says_where_it_misleads():
    """No family is missing, and none that is gone is named."""
    assert set(MISFIRES) == {signal.family for signal in SIGNALS}


def test_shells_know_every_command_and_option(capsys):
    """Each script names all of them."""
    commands = [described(load(name)) for name in COMMANDS]
    assert not any("%" in option.help for one in commands for option in one.options)
    for shell in SHELLS:
        script = printed(capsys, "completion", shell)
        for command in commands:
            assert command.name in script
            for option in command.options:
                name = option.names[-1]
                assert (f"-l {name[2:]}" if shell == "fish" else name) in script


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_completes(capsys, tmp_path):
    """Commands, options and values."""
    (tmp_path / "it.fish").write_text(printed(capsys, "completion", "fish"))
    for line, expected in (
        ("pagequality sco", ["score"]),
        ("pagequality score --thre", ["--threshold"]),
        ("pagequality score --sort ", ["name", "probability"]),
        ("pagequality completion ", ["bash", "fish", "zsh"]),
    ):
        asked = f"source {tmp_path}/it.fish; complete -C '{line}'"
        ran = subprocess.run([FISH, "-c", asked], capture_output=True, text=True, check=True)
        assert [one.split("\t")[0] for one in ran.stdout.splitlines()] == expected


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh_reads_its_script(capsys, tmp_path):
    """It is well formed, and the completion is known afterwards."""
    (tmp_path / "it.zsh").write_text(printed(capsys, "completion", "zsh"))
    asked = (
        f"autoload -U compinit; compinit -D -u; source {tmp_path}/it.zsh; echo $_comps[pagequality]"
    )
    ran = subprocess.run([ZSH, "-f", "-c", asked], capture_output=True, text=True, check=True)
    assert (ran.stdout.strip(), ran.stderr) == ("_pagequality", "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["sco"], ["score"]),
        (["score", "--thr"], ["--threshold"]),
        (["score", "--format", ""], ["table", "jsonl", "csv"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_bash_completes(capsys, words, expected):
    """The script runs in bash and offers what can come next."""
    script = printed(capsys, "completion", "bash")
    line = " ".join(f"'{word}'" for word in ["pagequality", *words])
    asked = f"COMP_WORDS=({line}); COMP_CWORD={len(words)}; _pagequality; echo ${{COMPREPLY[@]}}"
    ran = subprocess.run(
        ["/bin/bash", "-c", f"{script}\n{asked}"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == expected

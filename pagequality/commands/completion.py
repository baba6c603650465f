"""``pagequality completion``: what a shell needs to complete commands, options and their values."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.commands import COMMANDS, load
from pagequality.commands.base import OK, Command, add_verbosity, write

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

SHELLS: Final = ("bash", "zsh", "fish")
_CALLED_OR_READ: Final = """\
if [ "$funcstack[1]" = _pagequality ]
then _pagequality
else compdef _pagequality pagequality
fi"""
"""zsh calls a file that lies in its path, and reads one that it is told to."""


class Option(NamedTuple):
    """An option as shells know it: its names, its help, whether it takes a value, and which."""

    names: tuple[str, ...]
    help: str
    takes: bool
    choices: tuple[str, ...]


class Described(NamedTuple):
    """A command as shells know it; ``values`` are what its arguments can be, if not files."""

    name: str
    help: str
    options: tuple[Option, ...]
    values: tuple[str, ...]


def described(command: Command) -> Described:
    """Say of a command what a shell needs to know."""
    parser = ArgumentParser()
    command.add_options(parser)
    add_verbosity(parser)
    actions = parser._actions  # noqa: SLF001 - argparse has no other way to list them
    options = tuple(
        Option(
            tuple(one.option_strings),
            (one.help or "") % vars(one),
            one.nargs != 0,
            tuple(map(str, one.choices or ())),
        )
        for one in actions
        if one.option_strings
    )
    values = tuple(str(choice) for one in actions if not one.option_strings
                   for choice in one.choices or ())  # fmt: skip
    return Described(command.name, command.summary, options, values)


def bash(commands: Iterable[Described]) -> str:
    """Return a script for bash.

    >>> script = bash([Described("score", "", (Option(("--sort",), "", True, ("name",)),), ())])
    >>> '"score --sort") words="name" ;;' in script
    True
    """
    commands = list(commands)
    values, names = [], []
    for command in commands:
        for option in command.options:
            for name in option.names if option.choices else ():
                words = " ".join(option.choices)
                values.append(f'    "{command.name} {name}") words="{words}" ;;')
        words = " ".join([*(name for one in command.options for name in one.names)])
        names.append(f'    "{command.name} -"*) words="{words}" ;;')
        if command.values:
            names.append(f'    "{command.name} "*) words="{" ".join(command.values)}" ;;')
    every = " ".join(command.name for command in commands)
    return "\n".join([
        "_pagequality() {",
        '  local here="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words=""',
        '  local command="${COMP_WORDS[1]}"',
        '  if [ "$COMP_CWORD" -eq 1 ]; then',
        f'    COMPREPLY=($(compgen -W "{every} --help --version" -- "$here"))',
        "    return",
        "  fi",
        '  case "$command $before" in',
        *values,
        "  esac",
        '  [ -n "$words" ] || case "$command $here" in',
        *names,
        "  esac",
        '  if [ -n "$words" ]; then',
        '    COMPREPLY=($(compgen -W "$words" -- "$here"))',
        "  else",
        '    COMPREPLY=($(compgen -f -- "$here"))',
        "  fi",
        "}",
        "complete -o filenames -F _pagequality pagequality",
    ])  # fmt: skip


def zsh(commands: Iterable[Described]) -> str:
    """Return a script for zsh.

    >>> script = zsh([Described("score", "score it", (Option(("-q",), "quiet", False, ()),), ())])
    >>> "'-q[quiet]'" in script
    True
    """
    commands = list(commands)
    lines = ["#compdef pagequality", "_pagequality() {", "  local -a commands", "  commands=("]
    lines += [f"    {_quoted(f'{one.name}:{one.help}')}" for one in commands]
    lines += [
        "  )",
        "  if (( CURRENT == 2 )); then _describe command commands; return; fi",
        "  local command=$words[2]",
        "  shift words; (( CURRENT-- ))",
        "  case $command in",
    ]
    for command in commands:
        rest = f"({' '.join(command.values)})" if command.values else "_files"
        words = [_zsh(name, option) for option in command.options for name in option.names]
        words.append(f"'*:argument:{rest}'")
        lines.append(f"    {command.name}) _arguments {' '.join(words)} ;;")
    return "\n".join([*lines, "  esac", "}", _CALLED_OR_READ])


def _zsh(name: str, option: Option) -> str:
    told = option.help.replace("[", "(").replace("]", ")").replace(":", ",")
    value = ""
    if option.takes:
        value = f":value:({' '.join(option.choices)})" if option.choices else ":value:_files"
    return _quoted(f"{name}[{told}]{value}")


def fish(commands: Iterable[Described]) -> str:
    """Return a script for fish.

    >>> print(fish([Described("score", "score it", (), ())]))
    complete -c pagequality -n __fish_use_subcommand -f -a score -d 'score it'
    """
    lines = []
    for command in commands:
        start = f"complete -c pagequality -n '__fish_seen_subcommand_from {command.name}'"
        told = _quoted(command.help)
        lines.append(
            f"complete -c pagequality -n __fish_use_subcommand -f -a {command.name} -d {told}"
        )
        for option in command.options:
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                             for name in option.names)  # fmt: skip
            value = f" -x -a {_quoted(' '.join(option.choices))}" if option.choices else ""
            value = value or (" -r" if option.takes else "")
            lines.append(f"{start} {names}{value} -d {_quoted(option.help)}")
        if command.values:
            lines.append(f"{start} -f -a {_quoted(' '.join(command.values))}")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    r"""Put text in the quotes that all three shells take as they stand.

    >>> print(_quoted("the model's"))
    'the model’s'
    """
    return f"'{text.replace(chr(39), '’')}'"


_SCRIPTS: Final[dict[str, Callable[[Iterable[Described]], str]]] = {
    "bash": bash,
    "zsh": zsh,
    "fish": fish,
}


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("shell", choices=SHELLS, help="whose script to write")


def run(options: Namespace) -> int:
    """Write the script."""
    write(_SCRIPTS[options.shell](described(load(name)) for name in COMMANDS))
    return OK


COMMAND = Command(
    "completion",
    "write what completes commands and options in bash, zsh or fish",
    (
        "pagequality completion bash > ~/.local/share/bash-completion/completions/pagequality",
        "pagequality completion fish > ~/.config/fish/completions/pagequality.fish",
    ),
    add_options,
    run,
)

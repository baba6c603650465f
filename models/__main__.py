"""``python -m models``: list the stages and run them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from models import pipeline
from models.places import data_folder

EXAMPLES: Final = """\
examples:
  python -m models list                   what there is, and how long it takes
  python -m models run build              train the judge; what it needs is there already
  python -m models run build card gate    train, draw the card, hold the figures to their floors
  python -m models run --anew build       train what it needs first, even if it is there
  python -m models run all                everything but what is marked in the list

The data is looked for at PAGEQUALITY_DATA (default ../shared/data), what can be kept between runs
is kept at PAGEQUALITY_CACHE (default .cache/models, ignored by git).
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m models",
        description="Make the models and their figures, stage by stage.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("list", help="print a table of all stages")
    run = commands.add_parser("run", help="run stages in order, with what they need")
    run.add_argument("stages", nargs="+", metavar="STAGE", help="names from the list, or all")
    run.add_argument("--anew", action="store_true", help="run what they need in any case")
    run.add_argument("--dry-run", action="store_true", help="only say what would be run")
    run.add_argument("--data", type=Path, default=data_folder(), help="folder of the data")
    return made


def main(arguments: list[str] | None = None) -> int:
    """List or run; return the exit code: 0, or 2 where a stage cannot be run."""
    options = parser().parse_args(arguments)
    if options.command == "list":
        print(pipeline.table())
        return 0
    try:
        stages = pipeline.plan(options.stages, anew=options.anew)
        for name, why in pipeline.skipped(options.stages).items():
            print(f"-- {name}: left out, {why}")
        if options.dry_run:
            print("\n".join(stage.name for stage in stages))
        else:
            pipeline.run(stages, options.data)
    except pipeline.StageError as error:
        print(f"python -m models: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

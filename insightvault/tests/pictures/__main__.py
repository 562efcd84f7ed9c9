"""`take FOLDER [--named PART] [--widths 360,1280] [--locale de-DE]`, `compare BEFORE AFTER`, which fails if anything
differs, `keep`, which takes those anew that the tests compare, or `readme`, which takes those of the README."""

import argparse
import sys
from pathlib import Path

from insightvault.tests.pictures.comparing import compare
from insightvault.tests.pictures.keeping import KEPT, keep
from insightvault.tests.pictures.readme import take_readme
from insightvault.tests.pictures.taking import ENGLISH, WIDTHS, take


def main() -> int:
    parser = argparse.ArgumentParser(prog="pictures", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    taking = commands.add_parser("take")
    taking.add_argument("folder", type=Path)
    taking.add_argument("--named", default="", help="only places whose name holds this")
    taking.add_argument("--widths", type=_numbers, default=WIDTHS)
    taking.add_argument("--locale", default=ENGLISH, help="the browser's, such as de-DE")

    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    commands.add_parser("keep")
    commands.add_parser("readme")
    asked = parser.parse_args()

    if asked.command == "take":
        failures = take(asked.folder, named=asked.named, widths=asked.widths, locale=asked.locale)
        print(*failures, f"{len(list(asked.folder.glob('*.png')))} pictures in {asked.folder}", sep="\n")
        return 1 if failures else 0
    if asked.command == "keep":
        failures = keep()
        print(*failures, f"{len(list(KEPT.glob('*.webp')))} pictures in {KEPT}", sep="\n")
        return 1 if failures else 0

    if asked.command == "readme":
        take_readme()
        return 0

    return _report(asked.before, asked.after)


def _report(before: Path, after: Path) -> int:
    differences, alone = compare(before, after)
    for difference in differences:
        print(difference)
    for name in alone:
        print(f"{name}: only in one of the folders")

    print(f"{len(differences)} differ.")
    return 1 if differences or alone else 0


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())

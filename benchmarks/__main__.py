"""Runs every benchmark, or those that are named: `python -m benchmarks document store`."""

import importlib
import pkgutil
import sys
from pathlib import Path


def main() -> None:
    there = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]) if module.name != "__main__"]
    for name in sys.argv[1:] or there:
        print(f"── {name} " + "─" * (76 - len(name)))
        importlib.import_module(f"benchmarks.{name}").main()
        print()


if __name__ == "__main__":
    main()

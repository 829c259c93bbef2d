"""`make messages`: brings the catalogs up to date with what the program says; tells what is left to do."""

import sys
from pathlib import Path

from bot import i18n
from locales import catalogs, check, extract


def main(root: Path) -> int:
    """Write the template and every catalog; 1 if translators are still needed."""
    template = catalogs.build_template(extract.read_calls(root))
    catalogs.template_path(root).write_text(catalogs.render_template(template), encoding="utf-8")
    for locale in i18n.LOCALES:
        path = catalogs.catalog_path(root, locale)
        catalog = catalogs.update(catalogs.read(path, locale), template)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(catalogs.render(catalog, locale), encoding="utf-8")
    problems = check.find_problems(root)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parents[1]))

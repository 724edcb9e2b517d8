"""The repository itself: what each package may import, what is pinned, what no file may contain."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent


@cache
def repository() -> tuple[Path, ...]:
    """Return the files of the project: all except those that .gitignore names."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()] + [".git"]

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if any(fnmatch(path.name, pattern) for pattern in ignored):
                continue
            if path.is_dir():
                yield from walk(path)
            else:
                yield path

    return tuple(walk(ROOT))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python_files(folder: str) -> dict[str, ast.Module]:
    paths = [path for path in repository() if path.suffix == ".py" and named(path).startswith(folder)]
    assert paths
    return {named(path): ast.parse(path.read_text("utf-8")) for path in paths}


def imports(tree: ast.AST) -> set[str]:
    """Return the packages imported anywhere in the tree, also those for types only."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "packages here are imported by their full name"
            found.add(node.module or "")
    return {name.partition(".")[0] for name in found}


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_the_data_package_does_not_import_the_page() -> None:
    for path, tree in python_files("geodata/").items():
        assert not imports(tree) & {"maps", "tests", "scripts", "folium", "branca", "jinja2"}, path


def test_the_page_opens_no_data_files() -> None:
    """The page is given a zone. It reads only its own files and Leaflet's, and a release to check.

    The export writes data files, and reads back only what GDAL and Typst have just written for it.
    """
    packages, others = set(), []
    for path, tree in python_files("maps/").items():
        exporting = path.startswith("maps/export/")
        if not exporting:
            assert not imports(tree) & {"tests", "scripts", "csv", "sqlite3", "geopandas", "pyogrio", "fiona"}, path
        for call in calls(tree):
            what = ast.unparse(call.func)
            if what == "files":
                packages.add(ast.literal_eval(call.args[0]))
            elif re.search(r"(^|\.)(open|read_text|read_bytes)$", what) and not what.startswith("files("):
                others.append(f"{path}: {what}")
        constants = [str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        # The metadata names files of the export, and the page offers some for download.
        if not exporting and path not in ("maps/page/metadata.py", "maps/page/carried_files.py"):
            assert [text for text in constants if re.search(r"\.(geojson|gpkg|shp|csv|kml)$", text)] == [], path
    assert packages == {"maps.page", "maps.text", "xstatic.pkg.leaflet"}
    assert sorted(others) == [
        "maps/cli.py: open",  # a sink for output that cannot be written
        "maps/cli.py: read_bytes",
        "maps/cli.py: webbrowser.open",
        "maps/export/folder.py: moving.read_text",  # names of the files of a killed export
        "maps/export/geopackage.py: path.read_bytes",
        "maps/export/pictures/png.py: Image.open",
        "maps/files.py: os.open",  # folders, to lock them
        "maps/page/folium_map/markup.py: path.read_bytes",  # pictures and films that layers of authors name
    ]


def test_only_an_export_imports_the_heavy_libraries() -> None:
    """GDAL, geopandas and the progress bar would slow down each build of the page."""
    heavy = {"geopandas", "pandas", "pyogrio", "pyarrow", "tqdm", "typst", "PIL"}
    for path, tree in python_files("maps/").items():
        # Imports in a function happen when it runs, those under TYPE_CHECKING never.
        top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
        for node in top:
            assert not imports(node) & heavy, path


def test_scripts_hold_no_logic() -> None:
    for path, tree in python_files("scripts/").items():
        assert imports(tree) <= {"sys", "maps"}, path
        kinds = {type(node) for node in ast.walk(tree) if isinstance(node, ast.stmt)}
        assert kinds <= {ast.Import, ast.ImportFrom, ast.Expr}, path
        assert len(calls(tree)) == 2, f"{path} should be sys.exit(main(…)) only"


def test_files_and_functions_are_short_enough_to_read() -> None:
    source = [p for p in repository() if p.suffix in (".py", ".js", ".ts", ".css", ".html", ".sh")]
    assert len(source) > 30
    long_files = {named(path): path.read_text("utf-8").count("\n") for path in source}
    assert {name: lines for name, lines in long_files.items() if lines >= 400} == {}
    long_functions = [
        f"{path} {node.name}"
        for path, tree in python_files("").items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert long_functions == []


def test_every_dependency_is_pinned_with_its_purpose() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for dependency in (name for group in required_packages().values() for name in group):
        assert re.fullmatch(r"[\w.-]+==\d[\w.]*", dependency), dependency
        [line] = [line for line in text.splitlines() if f'"{dependency}"' in line]
        assert re.search(r'",\s+# \S.{4,}', line), f"{dependency} does not say what it is for"


def required_packages() -> dict[str, list[str]]:
    """Return the packages that pyproject.toml requires, by the file of requirements/ that pins them."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    program, extras = asked["project"]["dependencies"], asked["project"]["optional-dependencies"]
    return asked["dependency-groups"] | {
        "map": program,
        "export": [*program, *extras["parquet"], *extras["pictures"]],
        "test": [*program, *(name for extra in extras.values() for name in extra)],
    }


def normal(name: str) -> str:
    """Return the name of a package as `make lock` writes it."""
    return re.sub(r"[._]", "-", name.lower())


def test_every_library_that_is_imported_is_required() -> None:
    """None is present only because another library needs it."""
    packages = packages_distributions()
    asked = {normal(pin.partition("==")[0]) for pin in required_packages()["test"]} | {"chengdu-zone-map"}
    imported = set().union(*map(imports, python_files("").values())) & packages.keys()
    assert len(imported) > 30
    assert {name for name in imported if not asked & set(map(normal, packages[name]))} == set()


def locked(name: str) -> dict[str, set[str]]:
    """Return the hashes in a file of requirements/ by package, as "name==version"."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if not line.lstrip().startswith("#"):
            pin, *hashes = line.split(" --hash=")
            match = re.fullmatch(r"([a-z0-9-]+==\d[\w.]*)( ; [\w'<>=!. ]+)?", pin.strip())
            assert match, line[:120]
            found[match[1]] = {each.strip() for each in hashes}
    return found


def test_everything_installed_is_pinned_by_hashes_and_has_no_address() -> None:
    files = {path.stem for path in (ROOT / "requirements").iterdir()}
    assert files == set(required_packages())
    pins = {name: locked(name) for name in files}
    for name, asked in required_packages().items():
        assert {normal(each.partition("==")[0]) + "==" + each.partition("==")[2] for each in asked} <= set(pins[name])
        for pin, hashes in pins[name].items():
            assert hashes, pin
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), pin
    # No package has two versions in these files, so one environment can hold them all.
    assert pins["map"].items() <= pins["export"].items() <= pins["test"].items()
    versions = {pin for name in files for pin in pins[name]}
    assert len(versions) == len({pin.partition("==")[0] for pin in versions})


def test_everything_is_installed_by_its_hash() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    install = re.search(r"^INSTALL := (.+)$", makefile, re.MULTILINE)
    assert install is not None
    assert "--require-hashes" in install[1]
    others = [
        line.strip() for line in makefile.splitlines() if re.search(r"\binstall --", line) and "INSTALL" not in line
    ]
    assert [line for line in others if "--require-hashes" not in line] == [
        "@$(PIP) install --no-build-isolation --no-deps --editable ."
    ]


def test_every_npm_package_is_pinned_with_its_purpose_and_has_no_address() -> None:
    """None may run its own program when it is installed."""
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    pins = package["devDependencies"] | package["optionalDependencies"]
    assert {name: pin for name, pin in pins.items() if not re.fullmatch(r"\d+\.\d+\.\d+", pin)} == {}
    # JSON has no comments; npm leaves "//" to us.
    assert sorted(package["//"]) == sorted(pins)
    assert all(len(reason) > 4 for reason in package["//"].values())
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in pins} == pins
    assert [
        name for name, entry in packages.items() if "resolved" in entry or (name and "integrity" not in entry)
    ] == []
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text("utf-8").splitlines()


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    # Composed here, so that this file does not name them itself.
    registries = ("pypi", "pythonhosted", "npmjs", "yarnpkg", "npmmirror", "anaconda", "golang")
    hosts = [rf"\b{name}\.(?:org|com|io)\b" for name in registries]
    places = [rf"(?<![\w.:/~-])/{name}/" for name in ("home", "root", "tmp", "Users", "work", "private", "workspace")]
    pattern = re.compile("|".join(hosts + places))
    found = []
    for path in repository():
        lines = path.read_text("utf-8", "replace").splitlines()
        found += [f"{named(path)}:{n}: {line[:80]}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    assert found == []


def test_the_commands_of_the_readme_are_in_the_makefile() -> None:
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"map", "test", "check"} <= rules
    readme = ROOT / "README.md"
    if readme.exists():
        commands = set(re.findall(r"\bmake ([a-z-]+)", " ".join(code_in(readme.read_text("utf-8")))))
        assert {"map", "test", "check"} <= commands <= rules


def test_contributing_names_only_files_and_identifiers_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = ["/" + named(path) for path in repository()]
    files = set(re.findall(r"`([\w./*-]+\.(?:cff|css|geojson|html|js|json|md|png|py|sh|toml|txt))`", text))
    assert len(files) > 80
    assert [name for name in sorted(files) if not any(fnmatch(path, f"*/{name}") for path in paths)] == []
    source = "\n".join(
        path.read_text("utf-8") for path in repository() if path.suffix in (".py", ".js", ".css", ".html", ".toml")
    )
    identifiers = set(re.findall(r"`([A-Za-z_][\w-]*)`", text))
    assert len(identifiers) > 40
    assert [word for word in sorted(identifiers) if not re.search(rf"(?<![\w-]){word}(?![\w-])", source)] == []


def code_in(markdown: str) -> list[str]:
    return re.findall(r"```.*?```|^ {4}\S.*$|`[^`\n]+`", markdown, re.DOTALL | re.MULTILINE)


def test_it_is_cited_by_the_version_that_it_is() -> None:
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    version = re.search(r'VERSION = "(.+)"', (ROOT / "maps" / "text" / "credits.py").read_text("utf-8"))
    assert version is not None
    assert f"\nversion: {version[1]}\n" in citation

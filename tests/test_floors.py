"""The tree is the architecture: imports point down a floor, and a vendor stays at home; also inside functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BELOW = {
    "vectorstore": set(),
    "qa": {"vectorstore"},
    "api": {"qa", "vectorstore"},
    "eval": {"qa", "vectorstore"},
}
"""What each floor may import of the others; api and eval meet at an entry point only."""

HOMES = {
    "chromadb": ("vectorstore/dense.py", "eval/bench_chroma.py"),
    "tantivy": ("vectorstore/lexical.py",),
    "model2vec": ("vectorstore/embedders.py", "vectorstore/model/build.py"),
    "onnxruntime": ("qa/cross_encoder.py", "eval/bench_load.py", "eval/teach.py"),
    "tokenizers": ("vectorstore/embed.py", "vectorstore/model/build.py", "qa/cross_encoder.py", "eval/teach.py"),
    "sqlalchemy": (
        "vectorstore/catalog.py",
        "vectorstore/database.py",
        "vectorstore/postgres.py",
        "vectorstore/snapshot.py",
        "vectorstore/tables.py",
        "vectorstore/writer.py",
        "api/state/",
    ),
    "alembic": ("api/state/",),
    "langchain": ("qa/generate/model.py", "vectorstore/embedders.py"),
    "langchain_community": ("vectorstore/embedders.py",),
    "langchain_core": ("vectorstore/embed.py", "vectorstore/embedders.py", "qa/chain.py", "qa/retriever.py"),
    "trafilatura": ("vectorstore/load/html.py",),
    "pypdf": ("vectorstore/load/pdf.py", "vectorstore/load/glyphs.py"),
    "docx": ("vectorstore/load/docx.py",),
    "fastapi": ("api/",),
    "starlette": ("api/",),
    "uvicorn": ("api/",),
    "mcp": ("api/mcp_server.py", "api/mcp_mount.py"),
    "mcp_types": ("api/mcp_server.py",),
    "pydantic": ("api/", "qa/retriever.py"),
    "prometheus_client": ("api/metrics.py",),
}
"""Where each vendor may be imported: files, or everything below a folder."""

FILES = sorted(path for floor in BELOW for path in (ROOT / floor).rglob("*.py"))


def imported(tree: ast.AST, package: str) -> Iterator[str]:
    """The dotted names that a module imports, wherever the statement stands; a relative one is made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            yield ".".join([*parents, *filter(None, [node.module])])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            first = node.args[0] if node.args else None
            yield first.value if isinstance(first, ast.Constant) else "?"


def wrong(path: Path, source: str) -> list[str]:
    """What a file imports that its floor must not."""
    relative = path.relative_to(ROOT)
    floor = relative.parts[0]
    tops = {name.split(".")[0] for name in imported(ast.parse(source), ".".join(relative.parent.parts))}
    upwards = [f"{relative} imports {top}" for top in tops & (set(BELOW) - {floor} - BELOW[floor])]
    astray = [
        f"{relative} imports {top}, whose home is {' and '.join(HOMES[top])}"
        for top in tops & set(HOMES)
        if not any(
            relative.as_posix() == home or (home[-1] == "/" and relative.as_posix().startswith(home))
            for home in HOMES[top]
        )
    ]
    hidden = [f"{relative} imports what only running it tells"] if "?" in tops else []
    return sorted(upwards + astray + hidden)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_down_and_vendors_stay_at_home(path: Path) -> None:
    assert wrong(path, path.read_text("utf-8")) == []


def test_every_home_is_still_there() -> None:
    gone = [home for homes in HOMES.values() for home in homes if not (ROOT / home).exists()]
    assert gone == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("vectorstore/new.py", "from qa.answer import Answer"),
        ("vectorstore/new.py", "def later():\n    import qa"),
        ("vectorstore/deep/new.py", "from ...api import cli"),
        ("qa/new.py", "import api.cli"),
        ("qa/new.py", "if True:\n    from eval import run"),
        ("api/new.py", "from eval.cli import app"),
        ("eval/new.py", "import importlib\nimportlib.import_module('api.cli')"),
        ("eval/new.py", "import importlib\nimportlib.import_module(name)"),
        ("qa/new.py", "import chromadb"),
        ("vectorstore/search.py", "from chromadb.config import Settings"),
        ("vectorstore/dense.py", "import tantivy"),
        ("qa/rank.py", "import langchain_core.documents"),
        ("qa/new.py", "from starlette.responses import Response"),
        ("eval/new.py", "import sqlalchemy as sa"),
    ],
)
def test_what_would_break_the_house_is_seen(path: str, source: str) -> None:
    assert len(wrong(ROOT / path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("api/new.py", "from qa.service import Service\nfrom vectorstore import Store\nimport fastapi"),
        ("api/new.py", "from importlib.metadata import entry_points"),
        ("qa/new.py", "from . import answer\nfrom .answer import Answer\nimport vectorstore.words"),
        ("eval/new.py", "from qa.client import Client\nimport apiary"),
    ],
)
def test_what_the_house_allows_is_not(path: str, source: str) -> None:
    assert wrong(ROOT / path, source) == []

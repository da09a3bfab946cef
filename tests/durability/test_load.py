"""The long runs under load: many at once, writers beside them, and for long. `make soak` runs them."""

import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from articles import article
from load import Tally, ask_together
from serving import ROOT, SEEDS, Served, qa_serve

from qa.request import AskRequest
from qa.service import Service
from vectorstore import Store

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3 * 3600)]

SCALE = 1.0
"""Of every length below; 0.01 for a look at whether a test runs at all."""

SECONDS = 60 * SCALE
CLIENTS = 64
WRITERS = 8


def questions() -> list[str]:
    files = sorted((ROOT / "eval" / "golden").glob("seeds-*.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [line["question"] for line in lines if not line.get("history")][:150]


@pytest.fixture(scope="module")
def alone(served: Served, tmp_path_factory: pytest.TempPathFactory) -> tuple[float, list[dict]]:
    """How many questions a second one thread answers without HTTP, and what it answers to each."""
    folder = tmp_path_factory.mktemp("alone") / "data"
    shutil.copytree(served.folder, folder, ignore=shutil.ignore_patterns("LOCK", "index", "service.sqlite*"))
    with closing(Store(folder)) as store:
        service = Service(store)
        requests = [AskRequest(question) for question in questions()]
        answers = [said(service.chain.runnable.invoke(request)) for request in requests]
        done, began = 0, time.perf_counter()
        while time.perf_counter() - began < max(2, SECONDS / 4):
            service.chain.runnable.invoke(requests[done % len(requests)])
            done += 1
        return done / (time.perf_counter() - began), answers


def said(answer: object) -> dict:
    from qa.wire import answer_json

    return told(answer_json(answer))  # type: ignore[arg-type]


def told(answer: dict) -> dict:
    """Return of an answer what does not change from one time to the next."""
    return {
        "text": answer["text"],
        "citations": [(c["document_id"], c["start_char_index"], c["end_char_index"]) for c in answer["citations"]],
    }


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real service over the seeds, in a process of its own."""
    with qa_serve(tmp_path_factory.mktemp("load") / "data") as one:
        yield one


def test_sixty_four_clients(served: Served, alone: tuple[float, list[dict]]) -> None:
    per_second, _ = alone
    bodies = [{"question": question, "store": False} for question in questions()]
    first = {n: told(served.ask(**body)) for n, body in enumerate(bodies)}
    tally = ask_together(
        served.url, bodies, clients=CLIENTS, for_s=SECONDS,
        check=lambda n, reply: None if told(reply) == first[n] else f"another answer to {bodies[n]['question']}",
    )  # fmt: skip
    note("64 clients, extractive, seeds", tally, alone=per_second)
    assert tally.errors == []
    assert tally.quantile(0.99) <= 10 * tally.quantile(0.5)
    assert tally.per_second >= 0.6 * per_second


def test_writers_beside_those_who_ask(served: Served) -> None:
    """Eight clients take in, replace and remove articles; of those asked about there is always one edition, whole."""
    stop = threading.Event()
    wrong: list[str] = []
    writes = [0] * WRITERS

    def write(number: int) -> None:
        with httpx.Client(base_url=served.url, timeout=120, trust_env=False) as http:
            edition = 0
            while not stop.is_set():
                edition += 1
                text = f"The village of Zwonk{number} has {edition + 100} mills. " * 2
                extra = article(f"w{number}-{edition}", sentences=3)
                for body in ({"id": f"zwonk{number}", "text": text}, {"id": extra.id, "text": extra.text}):
                    reply = http.post("/v1/documents", json=body)
                    if reply.status_code not in (200, 201):
                        wrong.append(reply.text)
                answer = http.post(
                    "/v1/ask", json={"question": f"how many mills has the village of Zwonk{number}?"}
                ).json()
                if f"{edition + 100}" not in answer["text"]:
                    wrong.append(f"acknowledged {edition + 100}, answered {answer['text']}")
                http.delete(f"/v1/documents/{extra.id}").raise_for_status()
                writes[number] += 1

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for one in writers:
        one.start()
    bodies = [{"question": f"how many mills has the village of Zwonk{n}?", "store": False} for n in range(WRITERS)]
    bodies += [{"question": question, "store": False} for question in questions()[:20]]
    tally = ask_together(served.url, bodies, clients=8, for_s=SECONDS, check=lambda _n, reply: half(served, reply))
    stop.set()
    for one in writers:
        one.join()
    note(f"8 clients who ask beside 8 who write ({sum(writes)} rounds)", tally)
    assert (wrong, tally.errors) == ([], [])
    assert min(writes) > 0
    assert {name for name in served.ids() if not name.startswith("zwonk")} == {p.stem for p in SEEDS.glob("*.txt")}


def half(served: Served, answer: dict) -> str | None:
    """Say what is half about an answer: a citation outside of its version, a figure that is not in its sentence."""
    for citation in answer["citations"]:
        for start, end in citation["highlights"]:
            if not citation["start_char_index"] <= start < end <= citation["end_char_index"]:
                return f"a highlight outside of its sentence: {answer}"
        if len(citation["cited_text"]) != citation["end_char_index"] - citation["start_char_index"]:
            return f"a sentence of another length than its place: {answer}"
    return None


def test_memory_and_disk_stay_flat(tmp_path: Path) -> None:
    """Conversations made and deleted, documents replaced: after the first tenth nothing grows any more."""
    rounds = max(30, int(20_000 * SCALE))
    with qa_serve(tmp_path / "data", "") as served:
        pid = json.loads((served.folder / "LOCK").read_text("utf-8"))["pid"]
        resident: list[int] = []
        for n in range(rounds):
            one_round(served, n)
            if n % max(1, rounds // 100) == 0:
                resident.append(resident_kb(pid))
        early, late = sorted(resident[10:30]), sorted(resident[-20:])
        growth = late[len(late) // 2] / early[len(early) // 2] - 1
        note(f"{rounds:,} conversations, as many replaced documents: memory {growth:+.1%}", None)
        assert abs(growth) <= 0.1
        assert served.http.get("/v1/conversations").json()["conversations"] == []
        assert len(served.ids()) == 10
    with closing(Store(tmp_path / "data")) as store:
        assert store.compare_index() == (0, 0)
        assert store.catalog.counts() == (10, 10)
    disk = sum(path.stat().st_size for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert disk < 60_000_000


def one_round(served: Served, n: int) -> None:
    text = f"The village of Zwonk{n % 10} has {n + 100} mills."
    assert served.http.post("/v1/documents", json={"id": f"d{n % 10}", "text": text}).status_code in (200, 201)
    answer = served.ask(f"how many mills has the village of Zwonk{n % 10}?")
    assert str(n + 100) in answer["text"].replace(",", "")
    at = f"/v1/conversations/{answer['conversation_id']}"
    served.ask("and how many has it now?", conversation_id=answer["conversation_id"])
    assert len(served.http.get(at).json()["turns"]) == 2
    assert served.http.delete(at).status_code == 204


def resident_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@pytest.fixture(autouse=True)
def _told_at_the_end(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    _LINES.clear()
    yield
    with capsys.disabled():
        for line in _LINES:
            print(f"\n{line}")  # noqa: T201


_LINES: list[str] = []


def note(what: str, tally: Tally | None, **more: float) -> None:
    """Keep the figures of a run, to be shown when it is over."""
    if tally is not None and tally.seconds:
        p50, p99 = (1000 * tally.quantile(share) for share in (0.5, 0.99))
        what += f": {len(tally.seconds):,} replies, {tally.per_second:.1f}/s, p50 {p50:.0f} ms, p99 {p99:.0f} ms"
        what += f", {len(tally.errors)} errors"
    _LINES.append(what + "".join(f", {name} {value:.1f}/s" for name, value in more.items()))

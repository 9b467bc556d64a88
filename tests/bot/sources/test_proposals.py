"""Proposals show what an edit would do, wait, and publish in an instant."""

import json
from datetime import date

import pytest

import bot.contents
import bot.wiring
from bot.cli.main import main
from bot.curating import Curator, watch
from bot.errors import InputError
from bot.settings import Settings
from bot.sources import Edit, gather
from bot.state import State
from index.errors import GenerationError
from index.hashing import HashEncoder
from knowledge.errors import NotKnownError
from knowledge.fetching import Fetcher
from tests.conftest import SMALL_CONTENT

TEXT = "# Tokelau\n\nTokelau used {} GWh of electricity in 2023, said its utility.\n"
QUESTION = "How much electricity did Tokelau use in 2023?"
TODAY = date(2026, 11, 24)


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", content=SMALL_CONTENT)


@pytest.fixture
def curator(settings):
    made = Curator(settings, HashEncoder(), "cli:tester")
    made.build()
    return made


def candidates(tmp_path, value=1.9, name="tokelau.md"):
    (tmp_path / name).write_text(TEXT.format(value), encoding="utf-8")
    return gather([str(tmp_path / name)], said={}, fetcher=Fetcher(), today=TODAY)


def audit(settings):
    state = State.open(settings.state_file)
    entries = state.audit.entries()
    state.close()
    return [(e.actor, e.action, e.subject) for e in entries]


def test_a_proposal_shows_all_and_changes_nothing(curator, settings, tmp_path):
    watch(settings, [QUESTION])
    before = curator.keeper.home.current()
    proposal = curator.propose(Edit(candidates(tmp_path)))
    assert (curator.keeper.home.current(), curator.keeper.folder.sources()) == (before, ())
    payload = proposal.payload()
    (source,) = payload["sources"]
    assert (source["title"], source["n_passages"], source["licence"]) == (
        "Tokelau", 1, "not stated"
    )  # fmt: skip
    assert [(f["value"], f["unit"]) for f in source["figures"]] == [(1.9, "GWh")]
    assert 0 < source["figures"][0]["confidence"] <= 1
    assert [f["value"] for f in payload["changes"]["new"]] == [1.9]
    (answer,) = payload["answers"]
    assert (answer["changed"], "1.9 GWh" in answer["before"], "1.9 GWh" in answer["after"]) == (
        True, False, True
    )  # fmt: skip


def test_a_proposal_survives_a_restart_and_publishes_what_was_built(curator, settings, tmp_path):
    made = curator.propose(Edit(candidates(tmp_path)))
    (tmp_path / "tokelau.md").unlink()
    later = Curator(settings, HashEncoder(), "cli:other")
    (found,) = later.proposals.all()
    assert json.dumps(found.payload()) == json.dumps(made.payload())
    folder = later.keeper.home.folder(found.generation)
    built = (folder / "manifest.json").stat().st_mtime_ns
    outcome = later.publish(found.proposal_id)
    assert (outcome.step.after.name, outcome.told) == (found.generation, ())
    assert (folder / "manifest.json").stat().st_mtime_ns == built
    assert [f.value for f in outcome.step.changes.new] == [1.9]
    assert later.proposals.all() == ()
    assert audit(settings)[:2] == [
        ("cli:other", "publish", found.proposal_id),
        ("cli:tester", "propose", found.proposal_id),
    ]


def test_publishing_after_another_change_builds_anew_and_says_so(curator, tmp_path):
    proposal = curator.propose(Edit(candidates(tmp_path)))
    curator.add(candidates(tmp_path, 5, "niue.md"))
    outcome = curator.publish(proposal.proposal_id)
    assert outcome.told == (
        (proposal.proposal_id, "the sources changed since it was proposed; it was built anew"),
    )
    assert [s.source_id for s in curator.keeper.folder.sources()] == ["niue", "tokelau"]


def test_what_came_in_meanwhile_is_not_published_again(curator, tmp_path):
    proposal = curator.propose(Edit(candidates(tmp_path)))
    curator.add(candidates(tmp_path))
    with pytest.raises(InputError, match="known already as the source 'tokelau'"):
        curator.publish(proposal.proposal_id)
    assert [p.proposal_id for p in curator.proposals.all()] == [proposal.proposal_id]


def test_a_removal_can_be_proposed_and_discarded(curator, settings, tmp_path):
    curator.add(candidates(tmp_path))
    proposal = curator.propose(Edit(removals=("tokelau",)))
    assert [f["value"] for f in proposal.preview["changes"]["gone"]] == [1.9]
    curator.discard(proposal.proposal_id)
    assert curator.proposals.all() == ()
    assert [s.source_id for s in curator.keeper.folder.sources()] == ["tokelau"]
    assert audit(settings)[0] == ("cli:tester", "discard", proposal.proposal_id)


def test_what_was_only_proposed_is_no_generation_to_go_back_to(curator, tmp_path):
    proposal = curator.propose(Edit(candidates(tmp_path)))
    home = curator.keeper.home
    assert home.staged() == (proposal.generation,)
    assert proposal.generation not in home.names()
    for name in (None, proposal.generation):
        with pytest.raises(GenerationError):
            curator.roll_back(name)


def test_of_many_proposals_the_newest_generations_stay_built(curator, tmp_path):
    made = [curator.propose(Edit(candidates(tmp_path, n, f"source-{n}.md"))) for n in range(2, 7)]
    assert set(curator.keeper.home.staged()) == {p.generation for p in made[-3:]}
    outcome = curator.publish(made[0].proposal_id)
    assert (outcome.step.after.name, outcome.told) == (made[0].generation, ())


@pytest.mark.parametrize("name", ["0123456789", "../../etc", "", "x" * 10])
def test_an_unknown_proposal_is_refused(curator, name):
    for act in (curator.publish, curator.discard):
        with pytest.raises(NotKnownError) as error:
            act(name)
        assert str(error.value) == f"no proposal {name!r} is known; see: kilowit proposals"


def test_a_rollback_takes_the_sources_back_too(curator, settings, tmp_path):
    first = curator.keeper.home.current()
    curator.add(candidates(tmp_path))
    second = curator.keeper.home.current()
    outcome = curator.roll_back()
    assert (outcome.step.after.name, outcome.told) == (first, (("tokelau", "taken out"),))
    assert [f.value for f in outcome.step.changes.gone] == [1.9]
    assert curator.keeper.folder.sources() == ()
    assert bot.wiring.is_up_to_date(settings, HashEncoder())
    again = curator.roll_back(second)
    assert again.told == (("tokelau", "brought back"),)
    assert bot.wiring.is_up_to_date(settings, HashEncoder())
    assert [action for _, action, _ in audit(settings)] == [
        "rollback", "rollback", "add", "build"
    ]  # fmt: skip


def test_watched_answers_are_told_and_kept_with_a_change(curator, settings, tmp_path):
    watch(settings, ["How much electricity does Bitcoin use?", QUESTION])
    outcome = curator.add(candidates(tmp_path))
    assert [(a.question, a.is_changed) for a in outcome.answers] == [
        (QUESTION, True),
        ("How much electricity does Bitcoin use?", False),
    ]
    assert audit(settings)[0] == ("cli:tester", "answers", "tokelau")


@pytest.fixture
def kilowit(settings, monkeypatch, capsys):
    """The command line on a small content, with an encoder without a model."""
    monkeypatch.setenv("KILOWIT_HOME", str(settings.home))
    monkeypatch.setenv("KILOWIT_ACTOR", "discord:42")
    monkeypatch.setattr(bot.contents, "shipped_content", lambda: SMALL_CONTENT)
    monkeypatch.setattr(bot.wiring, "make_encoder", lambda settings, threads=None: HashEncoder())

    def run(*arguments):
        code = main(list(arguments))
        return code, capsys.readouterr().out

    run("build")
    return run


def test_the_commands_lead_from_proposal_to_publication(kilowit, tmp_path):
    file = tmp_path / "tokelau.md"
    file.write_text(TEXT.format(1.9), encoding="utf-8")
    assert kilowit("watch", QUESTION) == (0, QUESTION + "\n")
    code, out = kilowit("add", str(file), "--propose", "--json")
    made = json.loads(out)
    assert (code, made["source_ids"], made["actor"]) == (0, ["tokelau"], "discord:42")
    code, out = kilowit("proposals")
    assert out.split("  ")[0::3] == [made["proposal"], "+tokelau\n"]
    code, out = kilowit("proposals", made["proposal"])
    assert f"publish it: kilowit publish {made['proposal']}" in out
    code, out = kilowit("publish", made["proposal"], "--json")
    done = json.loads(out)
    assert (code, done["generation"], len(done["new"])) == (0, made["generation"], 1)
    assert [a["changed"] for a in done["answers"]] == [True]
    code, out = kilowit("proposals")
    assert (code, out) == (1, "")


def test_the_commands_tell_what_changed_who_did_it_and_go_back(kilowit, tmp_path):
    file = tmp_path / "tokelau.md"
    file.write_text(TEXT.format(1.9), encoding="utf-8")
    kilowit("watch", QUESTION)
    kilowit("add", str(file))
    code, out = kilowit("diff", "--json")
    difference = json.loads(out)
    assert [f["value"] for f in difference["new"]] == [1.9]
    assert [a["changed"] for a in difference["answers"]] == [True]
    code, out = kilowit("audit", "--json")
    entries = json.loads(out)
    assert [(e["actor"], e["action"]) for e in entries] == [
        ("discord:42", "answers"), ("discord:42", "add"), ("discord:42", "build")
    ]  # fmt: skip
    assert entries[1]["details"]["new"] == 1
    code, out = kilowit("rollback")
    assert (code, out.splitlines()[1]) == (
        0, "- country:TK electricity_demand TK 2023: 1.9 GWh (ok)"
    )  # fmt: skip
    assert kilowit("watch", QUESTION, "--remove") == (0, "")


def test_a_server_has_sources_of_its_own(kilowit, tmp_path):
    file = tmp_path / "tokelau.md"
    file.write_text(TEXT.format(1.9), encoding="utf-8")
    code, out = kilowit("add", str(file), "--server", "77", "--json")
    assert (code, [f["value"] for f in json.loads(out)["new"]]) == (0, [1.9])
    shared, own = kilowit("sources")[1], kilowit("sources", "--server", "77")[1]
    assert ("tokelau" in shared, "tokelau" in own) == (False, True)
    assert kilowit("sources", "--server", "78")[1] == shared


@pytest.mark.parametrize("server", ["x", "-1", "0", "1/../2", "9" * 30])
def test_a_server_is_a_whole_number(kilowit, server):
    assert kilowit("sources", f"--server={server}")[0] == 2

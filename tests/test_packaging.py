"""The image is built by the commands that the Makefile and these tests run, and runs safely."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.cli.main import make_parser

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def instructions():
    """(stage, instruction, argument) of each line, continued lines joined."""
    stage, found = -1, []
    for line in DOCKERFILE.replace("\\\n", " ").splitlines():
        match = re.fullmatch(r"([A-Z]+)\s+(.*)", line.strip())
        if match is None:
            assert not line.strip() or line.startswith("#"), line
            continue
        stage += match[1] == "FROM"
        found.append((stage, match[1], match[2]))
    return found


def arguments(name, stage):
    return [a for s, n, a in instructions() if (s, n) == (stage, name)]


def test_the_build_stage_sets_up_as_the_makefile_does():
    _, locked, *rest = arguments("RUN", 0)
    assert "pip install --quiet --require-hashes --no-deps" in locked
    assert rest == ['make install EXTRAS="$EXTRAS"', ".venv/bin/kilowit build"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^install: \$\(VENV\)/\.installed$", makefile, re.MULTILINE)
    assert re.search(r"^VENV := \.venv$", makefile, re.MULTILINE)
    assert "--constraint constraints.txt --editable '.$(EXTRAS)'" in makefile


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
@pytest.mark.parametrize(("extras", "installs"), [("", False), ("[postgres]", True)])
def test_an_extra_is_installed_into_an_environment_that_stands(tmp_path, extras, installs):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv").mkdir()
    for name in ("pyproject.toml", "constraints.txt", ".venv/.installed"):
        (tmp_path / name).touch()
    done = subprocess.run(
        ["make", "--dry-run", "install", f"EXTRAS={extras}"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (f"--editable '.{extras}'" in done.stdout) is installs


def test_the_lock_holds_a_hash_for_each_of_the_pinned_versions():
    pinned = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
    lines = (ROOT / "requirements.hashes.txt").read_text("utf-8").splitlines()[1:]
    locked = [re.fullmatch(r"([\w.-]+)==(\S+) --hash=sha256:[0-9a-f]{64}", one) for one in lines]
    assert None not in locked
    names = {name.lower().replace("_", "-").replace(".", "-"): v for name, v in pinned.items()}
    stale = [
        one[0] for one in locked
        if names.get(re.sub(r"[_.]", "-", one[1].lower()), one[2]) != one[2]
    ]  # fmt: skip
    assert stale == []
    assert len(locked) > 100


def test_everything_that_is_copied_exists():
    for argument in arguments("COPY", 0):
        *names, _ = argument.split()
        assert [name for name in names if not (ROOT / name).exists()] == []


def test_what_the_build_needs_is_not_ignored():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert not {"bot", "index", "knowledge", "Makefile", "README.md", "LICENSE"} & set(ignored)
    assert ".git" in ignored


def test_both_stages_have_one_python():
    assert len({argument.split()[0] for _, name, argument in instructions() if name == "FROM"}) == 1


def test_the_image_runs_as_another_user_than_root():
    assert arguments("USER", 1) == ["kilowit"]
    assert "useradd --uid 10001" in arguments("RUN", 1)[0]
    assert [a for a in arguments("COPY", 1) if a.endswith("/data")] == [
        "--from=build --chown=kilowit:kilowit /data /data"
    ]


def test_the_image_tells_of_its_health_and_starts_by_itself():
    (health,) = arguments("HEALTHCHECK", 1)
    assert health.endswith('CMD ["kilowit", "status"]')
    assert arguments("CMD", 1) == ['["kilowit", "run"]']


def test_the_token_comes_by_file_and_is_never_built_in():
    assert "DISCORD_TOKEN" not in "".join(a for _, name, a in instructions() if name != "CMD")
    assert "DISCORD_TOKEN_FILE: /run/secrets/discord_token" in COMPOSE
    assert not re.search(r"^\s*DISCORD_TOKEN:", COMPOSE, re.MULTILINE)


def test_the_container_has_no_more_rights_than_it_needs():
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "mem_limit:"):
        assert line in COMPOSE


def test_the_container_has_limits_and_a_health_check():
    service = yaml.safe_load(COMPOSE)["services"]["kilowit"]
    assert service["healthcheck"]["test"] == ["CMD", "kilowit", "status"]
    assert service["read_only"] is True
    limits = {"mem_limit", "memswap_limit", "cpus", "pids_limit", "stop_grace_period"}
    assert limits <= service.keys()
    assert [v.partition(":")[2] for v in service["volumes"]] == ["/data"]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


def test_the_running_stage_installs_no_compiler():
    said = " ".join(arguments("RUN", 1))
    assert [
        word for word in ("gcc", "g++", "make", "build-essential") if word in said.split()
    ] == []


def unit():
    """The settings of the systemd unit, by name, each with all its values."""
    found = {}
    for line in (ROOT / "deploy" / "kilowit.service").read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_the_systemd_unit_runs_without_rights_and_with_limits():
    settings = unit()
    expected = {
        "User": "kilowit", "NoNewPrivileges": "yes", "ProtectSystem": "strict",
        "ProtectHome": "yes", "PrivateTmp": "yes", "CapabilityBoundingSet": "",
        "MemoryMax": "3G", "TasksMax": "256",
    }  # fmt: skip
    assert {name: settings[name][0] for name in expected} == expected
    assert settings["ExecStart"] == ["/opt/kilowit/.venv/bin/kilowit run"]


def test_the_systemd_unit_gets_the_token_as_a_credential():
    settings = unit()
    assert settings["LoadCredential"] == ["discord_token:/etc/kilowit/discord_token"]
    assert "DISCORD_TOKEN_FILE=%d/discord_token" in settings["Environment"]
    assert not any(v.startswith("DISCORD_TOKEN=") for v in settings["Environment"])


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/operating.md"])
def test_the_files_and_commands_that_documents_name_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(r"(?<![\w/])((?:tests|benchmarks|deploy|docs)/[\w./]*\w/?)", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    choices = next(a for a in make_parser()._actions if a.choices).choices
    assert [c for c in re.findall(r"`kilowit (\w+)", text) if c not in choices] == []

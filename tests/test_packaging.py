"""The image is built by the commands that the Makefile and these tests run, and runs safely."""

import re
from pathlib import Path

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
    assert arguments("RUN", 0)[1:] == ["make install", ".venv/bin/kilowit build"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^install: \$\(VENV\)/\.installed$", makefile, re.MULTILINE)
    assert re.search(r"^VENV := \.venv$", makefile, re.MULTILINE)
    assert "--constraint constraints.txt --editable ." in makefile


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

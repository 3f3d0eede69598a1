"""The containers, on a machine without an engine: what the files say is checked piece by piece."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.api.health import HealthDoor
from backend.settings import PREFIX, Settings
from tests.architecture import ROOT

FOLDER = ROOT / "docker"
CONSOLE = Path(sys.executable).with_name("vitrina")


@dataclass
class Stage:
    """One ``FROM`` and the instructions after it."""

    base: str
    instructions: list[tuple[str, str]] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        """The arguments of every instruction of a name."""
        return [text for instruction, text in self.instructions if instruction == name]


@cache
def stages() -> list[Stage]:
    """Read the Dockerfile: comments out, continued lines joined."""
    text = (FOLDER / "Dockerfile").read_text()
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found: list[Stage] = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        name, _, rest = line.strip().partition(" ")
        if name == "FROM":
            found.append(Stage(rest.split()[0]))
        elif name:
            found[-1].instructions.append((name, rest.strip()))
    return found


@cache
def compose() -> dict[str, Any]:
    """The compose file, merges resolved."""
    content = yaml.safe_load((FOLDER / "compose.yaml").read_text())
    assert isinstance(content, dict)
    return content


def services() -> dict[str, dict[str, Any]]:
    """Those that run our image."""
    return {
        name: service
        for name, service in compose()["services"].items()
        if service["image"] == "vitrina"
    }


def copied() -> Iterator[str]:
    """Files and folders that the image takes from the project."""
    for stage in stages():
        for arguments in stage.all("COPY"):
            if "--from=" not in arguments:
                yield from arguments.split()[:-1]


def commands() -> list[list[str]]:
    """Every command of ours that a container runs."""
    started = [json.loads(text) for text in stages()[-1].all("CMD")]
    return started + [service["command"] for service in services().values()]


def test_the_files_were_understood() -> None:
    assert len(stages()) == 3
    assert set(services()) == {"app", "scheduler", "migrate"}


def test_what_is_copied_exists_and_is_not_ignored() -> None:
    rules = (FOLDER / "Dockerfile.dockerignore").read_text().split("\n")
    sources = list(copied())
    assert "backend" in sources
    for name in sources:
        assert (ROOT / name).exists(), name
        assert f"!{name.split('/')[0]}" in rules, f"{name} never reaches the builder"
    for rule in rules:
        if rule.startswith("!"):
            assert any(fnmatch(name, f"{rule[1:]}*") for name in sources), f"{rule}: needless"


def test_the_cabinet_is_built_in_the_image_and_packaged_there() -> None:
    cabinet, build, product = stages()
    (folder,) = cabinet.all("WORKDIR")
    assert (Path(folder) / "../backend/web").resolve() == Path("/build/backend/web")
    assert cabinet.instructions[-1] == ("RUN", "npm run build")
    names = build.instructions
    copied_at = names.index(("COPY", "--from=cabinet /build/backend/web backend/web"))
    packaged_at = max(place for place, (_, text) in enumerate(names) if "product/*.whl" in text)
    assert copied_at < packaged_at
    assert not any("npm" in text for _, text in product.instructions)
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text().split("\n")
    assert {"backend/web", "**/node_modules"} <= set(ignored), "one machine's build is not copied"


def test_the_product_does_not_run_as_root() -> None:
    names = [name for name, _ in stages()[-1].instructions]
    (user,) = stages()[-1].all("USER")
    assert int(user.partition(":")[0]) >= 10_000, "a number, so that an orchestrator can check it"
    assert "RUN" not in names[names.index("USER") :]


def test_every_command_exists() -> None:
    assert {command[0] for command in commands()} == {"vitrina"}
    for subcommand in {command[1] for command in commands()}:
        done = subprocess.run(
            [CONSOLE, subcommand, "--help"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"vitrina {subcommand}: {done.stderr}"
        assert subcommand in done.stdout


def test_the_health_check_needs_only_python() -> None:
    (check,) = stages()[-1].all("HEALTHCHECK")
    program, option, code = json.loads(check[check.index("[") :])
    assert (program, option) == ("python", "-c")
    compile(code, "HEALTHCHECK", "exec")
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", code)
    assert asked
    assert f"VITRINA_PORT={asked[1]}" in " ".join(stages()[-1].all("ENV"))
    assert asked[2] in [route.path for route in HealthDoor(probe=lambda: None).routes()]


def test_variables_are_settings() -> None:
    names = {name for service in services().values() for name in service["environment"]}
    names |= set(re.findall(rf"\b({PREFIX}[A-Z_]+)=", " ".join(stages()[-1].all("ENV"))))
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    assert f"{PREFIX}DATABASE_URL" in names
    assert names <= known, names - known


def test_the_example_names_every_variable_and_no_secret() -> None:
    used = set(re.findall(r"\$\{(\w+)", (FOLDER / "compose.yaml").read_text()))
    example = dict(
        line.split("=", 1)
        for line in (FOLDER / ".env.example").read_text().splitlines()
        if line and not line.startswith("#")
    )
    assert set(example) == used
    assert [value for name, value in example.items() if re.search("PASSWORD|SECRET", name)] == [
        "",
        "",
    ]


@pytest.mark.parametrize("name", ["app", "scheduler"])
def test_nothing_starts_on_an_old_schema(name: str) -> None:
    needed = compose()["services"]
    assert needed[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert needed["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert needed["database"]["healthcheck"]["test"][1] == "pg_isready"


def test_the_image_is_built_on_the_base_version() -> None:
    assert {stage.base for stage in stages()} == {"python:3.11-slim"}

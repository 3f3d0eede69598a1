"""``vitrina verify``."""

import typer

from backend.cli.output import AsJson, console, show_all
from backend.cli.session import opened
from backend.storage.probes import Finding, run_probes


def verify(*, as_json: AsJson = False) -> None:
    """Check every rule about money on the live database, with figures.

    Reads one snapshot and locks nothing. Exits with 1 when a rule is broken.

    Example: `vitrina verify --json`
    """
    with opened() as container:
        findings = list(run_probes(container.engine))
    show_all([_row(finding) for finding in findings], as_json=as_json, none="")
    broken = [finding for finding in findings if not finding.ok]
    if not as_json:
        console().print(
            f"\n[bold red]{len(broken)} of {len(findings)} rules are broken.[/]"
            if broken
            else f"\n[bold green]All {len(findings)} rules hold.[/]"
        )
    if broken:
        raise typer.Exit(1)


def _row(finding: Finding) -> dict[str, object]:
    return {
        "result": "ok" if finding.ok else "broken",
        "name": finding.name,
        "examined": finding.examined,
        "broken": finding.broken,
        "rule": finding.rule,
    }

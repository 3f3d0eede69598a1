"""``vitrina integrator dialects`` and ``test``: how platforms may speak, and whether one does."""

from dataclasses import asdict
from typing import Annotated

import typer

from backend.cli import integrator_options as option
from backend.cli.connection import Finding, platform_side, try_connection
from backend.cli.output import AsJson, Facts, show_all
from backend.cli.session import opened
from backend.soap import describe_dialects


def dialects(*, as_json: AsJson = False) -> None:
    """List the dialects and, with `--json`, every name and word that `--wire` can replace.

    Example: `vitrina integrator dialects --json`
    """
    found = [asdict(each) for each in describe_dialects()]
    shown = [
        {
            "name": each["name"],
            "namespace": each["namespace"],
            "operations": [operation["wire"] for operation in each["operations"]],
        }
        for each in found
    ]
    show_all(found if as_json else shown, as_json=as_json, none="")


def try_integrator(
    code: option.Code,
    *,
    secret: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            envvar="VITRINA_INTEGRATOR_SECRET",
            help="The platform's secret: only its digest is stored here.",
        ),
    ],
    account: Annotated[str, typer.Option(help="An account to ask about.")] = "000123",
    as_json: AsJson = False,
) -> None:
    """Call the running server as the platform would, then the platform, and say what works.

    Takes no money: asks for the WSDL, for an account and whether a rouble could be charged; then
    for the storefront and the catalogue, and tells the platform that this is a test.

    Example: `vitrina integrator test rentsoft --account 000123`
    """
    with opened() as container:
        found = option.connected(container, code)
        probe = container.platforms.connection.probe(found, account, container.new_id())
        findings = try_connection(container.settings.public_url, found, secret, account)
        findings += [platform_side(each) for each in probe]
    show_all([_tried(finding) for finding in findings], as_json=as_json, none="")
    if any(finding.ok is False for finding in findings):
        raise typer.Exit(1)


def _tried(finding: Finding) -> Facts:
    return {
        "result": {True: "ok", False: "failed", None: "skipped"}[finding.ok],
        "step": finding.step,
        "answer": finding.answer,
    }

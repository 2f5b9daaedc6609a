"""The directive ``{commands}``: every command of the terminal with its arguments and options, asked of the program itself."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx


def _commands() -> list[tuple[str, Any]]:
    """Every command with its name, in the order in which the help lists them."""
    import typer.main

    from ieworkbench import cli
    from ieworkbench.cli.options import app

    for each in cli._COMMANDS:  # noqa: SLF001 - the list of files that hold commands
        import_module(f"ieworkbench.cli.{each}")
    return list(typer.main.get_command(app).commands.items())


class Commands(Directive):
    """Makes a section for each family of commands, and in it one for each command."""

    def run(self) -> list[nodes.Node]:
        """The sections."""
        families: dict[str, nodes.section] = {}
        for name, command in _commands():
            family = getattr(command, "rich_help_panel", None) or "Others"
            if family not in families:
                families[family] = _section(family)
            families[family] += _command(name, command)
        return list(families.values())


def _section(title: str, *content: nodes.Node) -> nodes.section:
    made = nodes.section(ids=[nodes.make_id(title)], names=[nodes.fully_normalize_name(title)])
    made += nodes.title(text=title)
    made.extend(content)
    return made


def _command(name: str, command: Any) -> nodes.section:  # noqa: ANN401 - the commands' library has no types for this
    arguments, options = _of(command, "argument"), [each for each in _of(command, "option") if not each.hidden]
    usage = " ".join(["ieworkbench", name, *("[OPTIONS]" for _ in options[:1]), *map(_called, arguments)])
    told = [nodes.paragraph(text=line) for line in (command.help or "").strip().split("\n\n")]
    rows = [(_called(each), each.help or "") for each in arguments] + [
        (_spelled(each), each.help or "") for each in options
    ]
    return _section(name, *told, nodes.literal_block(usage, usage, language="text"), *([_table(rows)] if rows else []))


def _called(argument: Any) -> str:  # noqa: ANN401 - as above
    name = argument.metavar or argument.name.upper()
    return f"{name} ..." if argument.nargs == -1 else name


def _of(command: Any, sort: str) -> list[Any]:  # noqa: ANN401 - as above
    return [each for each in command.params if each.param_type_name == sort]


def _spelled(option: Any) -> str:  # noqa: ANN401 - as above
    names = ", ".join([*option.opts, *option.secondary_opts])
    takes = "" if option.is_flag else f" {option.metavar or option.type.name.upper()}"
    return names + takes


def _table(rows: list[tuple[str, str]]) -> nodes.table:
    made = nodes.table()
    group = nodes.tgroup(cols=2)
    group += [nodes.colspec(colwidth=35), nodes.colspec(colwidth=65)]
    body = nodes.tbody()
    for spelled, told in rows:
        row = nodes.row()
        row += nodes.entry("", nodes.paragraph("", "", nodes.literal(text=spelled)))
        row += nodes.entry("", nodes.paragraph(text=told))
        body += row
    group += body
    made += group
    return made


def setup(app: Sphinx) -> dict[str, object]:
    """Tell Sphinx of the directive."""
    app.add_directive("commands", Commands)
    return {"parallel_read_safe": True}

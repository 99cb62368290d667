"""The template environment: everything a template prints is escaped unless it is markup."""

from __future__ import annotations

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame

from generator import program
from generator.render import escape, qr
from generator.render.full_text import paragraphs
from generator.render.printing import DOUBT, Printer, day


def environment(printer: Printer) -> Environment:
    """Autoescaping is on so that macros give `Markup`; the escaping itself is ours, for Markdown,
    by way of ``finalize``, which sees every printed expression."""
    folder = program.compiled("templates-of-pages")
    jinja = _Environment(
        loader=PackageLoader("generator.render"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=printer.value,
        keep_trailing_newline=False,
        bytecode_cache=FileSystemBytecodeCache(folder) if folder else None,
    )
    jinja.globals = {"DOUBT": DOUBT}
    jinja.filters |= {
        "link": printer.link,
        "record_link": printer.record_link,
        "day": day,
        "cell": printer.cell,
        "rows": printer.rows,
        "plain": escape.text,
        "plain_link": printer.plain_link,
        "paragraphs": paragraphs,
        "qr": qr.svg,
    }
    return jinja


class _Compiler(CodeGenerator):
    """Makes plain code of templates, which are all ours: a name behind a dot is an attribute, what
    is called takes positions, and what is printed is printed by ``finalize`` alone, when a page is
    made. Pages are made in half the time. The names of the methods and arguments are Jinja's."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: ARG002
    ) -> None:
        assert not node.kwargs
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _make_finalize(self) -> CodeGenerator._FinalizeInfo:
        return self._FinalizeInfo(None, None)

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class _Environment(Environment):
    code_generator_class = _Compiler

"""The commands. What they do lies in the pipeline and the stages; here they are only asked for and answered."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from heeded import __version__
from heeded.catalogue import load_catalogue
from heeded.catalogue.folder import catalogue_folder, samples_folder
from heeded.catalogue.jurisdictions import jurisdictions, load_jurisdiction
from heeded.catalogue.question_packs import load_pack
from heeded.catalogue_pages import write_catalogue_pages
from heeded.compare import changes_between
from heeded.desk_door import MISSING, demonstration, desk, desk_is_installed
from heeded.explain import show_account, show_list, write_pages
from heeded.explain.redact import NOTE
from heeded.exporting import FORMATS, account_lines, export_run
from heeded.ingest import propose_mapping
from heeded.law_compare import COMPARED, compare_laws, compared, told, write_csv
from heeded.law_tables import write_tables
from heeded.pipeline import Order, read_run, run_delivery
from heeded.read.prove import faults_of
from heeded.stages import STAGES
from heeded.toolbox.errors import HeededError, RunError

EXISTING = click.Path(exists=True, path_type=Path)
NEW = click.Path(path_type=Path)


class Teller:
    """Shows how far a run is: a bar on a terminal, a plain line a stage elsewhere."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._questions = {stage.verb: stage.question for stage in STAGES}
        self._tasks: dict[str, int] = {}

    def __call__(self, verb: str, done: int, total: int) -> None:
        """Take note that `done` more of `total` are done in a stage."""
        if not self._progress:
            if not done:
                click.echo(f"{verb:<10} {self._questions[verb]}", err=True)
            return
        if verb not in self._tasks:
            self._tasks[verb] = self._progress.add_task(f"{verb:<10} {self._questions[verb]}", total=total or None)
        self._progress.update(self._tasks[verb], advance=done, total=total or None)  # type: ignore[arg-type]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="heeded")
def commands() -> None:
    """Finds stalking that police records call something else, and shows the words that say so.

    It forecasts nobody's future, scores nobody and decides nothing: it shows what is on file.
    """


def _run(order: Order, out: Path) -> None:
    console = Console(stderr=True)
    if console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn())
        with Progress(*columns, console=console) as progress:
            tables = run_delivery(order, out, Teller(progress))
    else:
        tables = run_delivery(order, out, Teller(None))
    with (out / "refused.csv").open(encoding="utf-8") as file:
        refused = sum(1 for _ in file) - 1
    unrecognised = sum(a["unrecognised"] for a in tables["assessments"].select(["unrecognised"]).to_pylist())
    click.echo(
        f"{tables['reports'].num_rows:,} reports, {tables['courses'].num_rows:,} courses, of which {unrecognised:,}"
        f" indicate stalking that is not recorded so. {refused:,} lines in refused.csv."
    )
    click.echo(f"See them: heeded show {out}")


@commands.command()
@click.argument("delivery", type=EXISTING)
@click.option("--out", type=NEW, required=True, help="Folder to write the run to.")
@click.option("--mapping", type=EXISTING, help="TOML file that names the columns; `heeded map` proposes one.")
@click.option("--decisions", type=EXISTING, help="decisions.jsonl: what people have decided.")
@click.option("--previous", type=EXISTING, help="An earlier run, whose course ids are carried on.")
@click.option("--today", help="The date that counts as today (YYYY-MM-DD); else the latest recorded date.")
@click.option("--no-narrative-clues", is_flag=True, help="Link by the typed details alone, not by what texts name.")
@click.option("--rules-alone", is_flag=True, help="Read by the rules alone, without the second reader.")
@click.option("--engine", type=click.Choice(["duckdb"]), default="duckdb", show_default=True)
@click.option("--threads", type=int, default=0, help="How many threads to use; 0 leaves it to the engine.")
def run(
    delivery: Path, out: Path, no_narrative_clues: bool, rules_alone: bool, engine: str, threads: int, **given: object
) -> None:
    """Run the whole work on a DELIVERY: a file, or a folder of files."""
    if out.is_dir() and any(out.iterdir()) and not (out / "manifest.json").is_file():
        raise RunError(f"{out} holds other files. Name a new folder, or one that an earlier run wrote.")
    off = {"narrative_clues": not no_narrative_clues, "second_reader": not rules_alone}
    order = Order(delivery=delivery, threads=threads, **off, **given)  # type: ignore[arg-type]
    _run(order, out)


@commands.command(name="map")
@click.argument("file", type=EXISTING)
def propose(file: Path) -> None:
    """Propose a mapping for FILE from its columns and values; print it as TOML, to be looked over and kept."""
    click.echo(propose_mapping(file), nl=False)


@commands.command()
@click.argument("run", type=EXISTING)
@click.argument("course", required=False)
def show(run: Path, course: str | None) -> None:
    """Show the courses of RUN, or the account of one COURSE."""
    console = Console(highlight=False)
    if course is None:
        show_list(read_run(run), console)
    else:
        show_account(_account(run, course), console)


def _account(run: Path, course: str) -> dict[str, object]:
    for row in read_run(run, ("accounts",))["accounts"].to_pylist():
        if row["course_id"] == course:
            account: dict[str, object] = json.loads(row["account"])
            return account
    raise RunError(f"There is no course {course} in {run}. `heeded show {run}` lists them.")


@commands.command()
@click.argument("run", type=EXISTING)
@click.argument("course", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("--out", type=NEW, help="Where to write: a file, or a folder where several are written.")
@click.option("--redact", is_flag=True, help="Mask the details of everybody but the victim and the suspect.")
def export(run: Path, course: str | None, form: str, out: Path | None, redact: bool) -> None:
    """Write RUN, or one COURSE of it: accounts (jsonl, html, pdf, docx) or tables (csv, xlsx)."""
    if form == "jsonl" and not out:
        click.echo("\n".join(account_lines(run, course, redact)))
        return
    path, told = export_run(run, course, form, out, redact)
    for sentence in told:
        click.echo(sentence, err=True)
    click.echo(f"Written: {path}")
    if redact:
        click.echo(NOTE, err=True)


@commands.command()
@click.argument("before", type=EXISTING)
@click.argument("after", type=EXISTING)
def diff(before: Path, after: Path) -> None:
    """Show what changed between two runs: courses that came or went, and what is now said of them."""
    changes = list(changes_between(before, after))
    for change in changes:
        click.echo(f"{change.course_id}  {change.sentence}")
    click.echo(f"{len(changes):,} changes.")


@commands.command()
@click.option("--out", type=NEW, default=Path("runs/northmoor"), show_default=True)
@click.option("--desk", "folder", type=NEW, default=Path("runs/northmoor-desk"), show_default=True)
@click.option("--port", type=int, default=8000, show_default=True, help="Where it is busy, the next free one is taken.")
@click.option("--no-serve", is_flag=True, help="Make all ready, and do not serve the desk.")
def demo(out: Path, folder: Path, port: int, no_serve: bool) -> None:
    """Run the work on the invented force of Northmoor, write its pages, and serve the desk filled from it."""
    _run(Order(delivery=samples_folder() / "northmoor"), out)
    click.echo(f"Open this page: {write_pages(read_run(out), out / 'pages').resolve()}")
    if not desk_is_installed():
        click.echo(MISSING, err=True)
        return
    setting = demonstration(os.environ, folder)
    for command in (("migrate", "--verbosity=0"), ("demo_desk", "--run", str(out.resolve()))):
        if code := desk(command, setting):
            sys.exit(code)
    if not no_serve:
        sys.exit(desk(("serve", f"--port={port}", "--quiet"), setting))


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def serve(rest: tuple[str, ...]) -> None:
    """Serve the desk until Ctrl-C: `heeded serve --port 8000`. docs/how-to/run-the-desk.md tells the settings."""
    sys.exit(desk(("serve", *rest), os.environ))


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def backup(rest: tuple[str, ...]) -> None:
    """Write the whole desk into one file, while people work: `heeded backup FILE`."""
    sys.exit(desk(("backup", *rest), os.environ))


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def restore(rest: tuple[str, ...]) -> None:
    """Put a backup in: `heeded restore FILE`. An empty desk takes it; --replace says that another may go."""
    sys.exit(desk(("restore", *rest), os.environ))


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("name")
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, rest: tuple[str, ...]) -> None:
    """Measure the work itself, peers beside it in the same run: `heeded bench linking --json FILE`."""
    folder = catalogue_folder().parent / "benchmarks"
    known = sorted(path.stem for path in folder.glob("*.py") if (folder / f"{path.stem}.md").is_file())
    if name not in known:
        raise RunError(f"There is no such benchmark here. There are: {', '.join(known) or 'none outside the sources'}.")
    sys.exit(subprocess.run([sys.executable, folder / f"{name}.py", *rest], check=False).returncode)


@commands.group()
def audit() -> None:
    """The record of every look and act on the desk."""


@audit.command(name="verify", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def audit_verify(rest: tuple[str, ...]) -> None:
    """Verify that no entry was changed, cut out or cut off; `heeded audit verify --help` tells what else it can."""
    sys.exit(desk(("audit_verify", *rest), os.environ))


@commands.group()
def law() -> None:
    """The law as data: laws side by side, and what the engine says of every combination of elements."""


@law.command(name="compare")
@click.argument("run", type=EXISTING)
@click.option(
    "--law", "names", multiple=True, help="A jurisdiction or proposal of the catalogue; all where none is given."
)
@click.option("--csv", "file", type=NEW, help="Where to write one line for each course and law.")
def compare(run: Path, names: tuple[str, ...], file: Path | None) -> None:
    """Show which courses of RUN each law would reach: in force here, in force elsewhere, or proposed."""
    reaches = compare_laws(read_run(run, COMPARED), names)
    titles = {name: load_jurisdiction(catalogue_folder(), name).title for name in jurisdictions(catalogue_folder())}
    for line in told(compared(reaches), titles):
        click.echo(line)
    if file:
        with file.open("w", encoding="utf-8", newline="") as out:
            write_csv(reaches, out)
        click.echo(f"Written: {file}")


@law.command()
@click.option("--out", type=NEW, default=Path("docs/law/decision-tables"), show_default=True)
def tables(out: Path) -> None:
    """Write the decision tables: every combination of elements of every offence, and what is said of it."""
    click.echo(f"{write_tables(out)} tables in {out}.")


@commands.group()
def catalogue() -> None:
    """What we know: the rules and their proofs."""


@catalogue.command()
def check() -> None:
    """Hold every rule against its own examples and counter-examples."""
    loaded = load_catalogue(catalogue_folder())
    faults = list(faults_of(loaded))
    for rule, fault in faults:
        click.echo(f"{rule}: {fault}")
    click.echo(f"{len(loaded.rules)} rules, {len(faults)} faults.")
    if faults:
        sys.exit(4)


@catalogue.command()
@click.argument("file", type=EXISTING)
def pack(file: Path) -> None:
    """Check a question pack that a force fills with its own licensed copy; none of its words is shown."""
    loaded = load_pack(file)
    click.echo(f"{loaded.id}, version {loaded.version}: {len(loaded.questions)} questions, no faults.")


@catalogue.command(name="page")
@click.option("--out", type=NEW, default=Path("runs/catalogue"), show_default=True, help="Folder to write to.")
def catalogue_page(out: Path) -> None:
    """Write the whole catalogue as pages to read, search and print."""
    click.echo(f"Open this page: {write_catalogue_pages(catalogue_folder(), out).resolve()}")


def main() -> None:
    """The outer door: every error leaves as a sentence, and never with a person's words in it."""
    try:
        commands.main(standalone_mode=False)
    except click.exceptions.Exit as left:
        sys.exit(left.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except HeededError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("HEEDED_DEBUG"):
            raise
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "unknown"
        click.echo(
            f"Heeded met a fault of its own ({type(error).__name__} at {where}). Nothing of the delivery was changed."
            " Please report this line; it holds no personal data.",
            err=True,
        )
        sys.exit(70)

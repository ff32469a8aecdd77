"""Runs overrank commands from a notebook and reads the files they leave."""

import csv
import gzip
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = pathlib.Path(tempfile.mkdtemp(prefix="overrank-notebook-"))


def run(*words, job="overrank", accept=(0,)):
    """Runs jobs/JOB with some words; returns the last lines of what it printed, OUT for the notebook's directory.

    accept: exit codes that are no failure; 3 means "finished, but not certified as asked".
    """
    command = [str(ROOT / "jobs" / job), *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in accept:
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout.replace(str(WORK), "OUT").rstrip().splitlines()[-12:]


def output(name):
    """A fresh output directory of this notebook."""
    return WORK / name


def read_json(path):
    """A JSON file."""
    return json.loads(pathlib.Path(path).read_text())


def read_lines(path):
    """A file with one JSON object a line, such as trials.jsonl."""
    return [json.loads(line) for line in pathlib.Path(path).read_text().splitlines()]


def read_csv(path):
    """A CSV file, or a directory of parts, as a list of dicts; .gz too."""
    path = pathlib.Path(path)
    parts = sorted(path.glob("part-*")) if path.is_dir() else [path]
    rows = []
    for part in parts:
        with (gzip.open(part, "rt") if part.suffix == ".gz" else open(part)) as stream:
            rows.extend(csv.DictReader(stream))
    return rows

"""Draws the picture of the page of losses from what its commands wrote.

    /usr/bin/python3 src/site/resources/losses.py out src/site/resources/losses.png
"""

import csv
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

OUT, PNG = pathlib.Path(sys.argv[1]), sys.argv[2]
BLUE, ORANGE, GREY = "#1666b0", "#c0670a", "#999999"


def held_out(name):
    rows = list(csv.DictReader((OUT / name / "holdout.csv").open()))
    return tuple(np.array([float(row[key]) for row in rows]) for key in ("predicted", "actual"))


def tenths(predicted, actual):
    order = np.argsort(predicted, kind="stable")
    parts = np.array_split(order, 10)
    return [predicted[part].mean() for part in parts], [actual[part].mean() for part in parts]


figure, (labels, counts, spikes) = plt.subplots(1, 3, figsize=(11, 3.4), dpi=90)
labels.plot([0, 1], [0, 1], color=GREY, lw=1)
for name, color, words in (("yes-squared", ORANGE, "squared"), ("yes-logistic", BLUE, "logistic")):
    labels.plot(*tenths(*held_out(name)), "o-", color=color, label=words)
labels.set(title="Yes or no: tenths of the held-out cells", xlabel="predicted", ylabel="share of yes")
counts.plot([0.05, 30], [0.05, 30], color=GREY, lw=1)
for name, color, words in (("counts-squared", ORANGE, "squared"), ("counts-poisson", BLUE, "poisson")):
    predicted, actual = held_out(name)
    counts.plot(*tenths(np.maximum(predicted, 0.01), actual), "o-", color=color, label=words)
counts.set(title="Counts: the same", xlabel="predicted", ylabel="mean count", xscale="log", yscale="log")
for name, color, words in (("spikes-squared", ORANGE, "squared"), ("spikes-huber", BLUE, "huber:0.3")):
    predicted, actual = held_out(name)
    errors = np.sort(np.abs(predicted - actual))
    spikes.plot(errors, np.arange(1, len(errors) + 1) / len(errors), color=color, label=words)
spikes.set(title="Outliers: errors on held-out cells", xlabel="error at most", ylabel="share of the cells", xlim=(0, 1))
for axis in (labels, counts, spikes):
    axis.legend()
    axis.grid(alpha=0.3)
figure.tight_layout()
figure.savefig(PNG, metadata={"Software": None})

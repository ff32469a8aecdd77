"""pandas in, pandas out: a Spark session of its own, started on first use."""

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, List, Optional, Sequence

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession
from pyspark.sql.types import DoubleType, LongType, StringType, StructField, StructType

from org.overrank.ml import Certificate, MatrixCompletion, MatrixCompletionModel, Summary

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Answer:
    """A fitted table.

    ``filled`` is the table with its gaps filled in, where a table of rows by columns was given;
    else None.
    """

    certificate: Certificate
    summary: Summary
    rank: int
    model: MatrixCompletionModel
    filled: Optional["pandas.DataFrame"] = None

    @property
    def verdict(self) -> str:
        """What is proven, in a sentence."""
        return self.summary.verdict

    def predict(self, rows: Sequence[Any], cols: Sequence[Any]) -> List[float]:
        """The values at pairs of a row's and a column's id; NaN where one is not known."""
        if len(rows) != len(cols):
            raise ValueError(f"{len(rows)} rows but {len(cols)} columns: give pairs")
        user, item = self.model.getUserCol(), self.model.getItemCol()
        place = "overrank place"
        asked = _table({place: range(len(rows)), user: rows, item: cols})
        model = self.model
        # Every pair has an answer here.
        drops = model.getColdStartStrategy() == "drop"
        made = model.transform(asked, {model.coldStartStrategy: "nan"} if drops else {})
        found = made.select(place, self.model.getPredictionCol()).collect()
        return [row[1] for row in sorted(found)]


def fit(
    table: "pandas.DataFrame",
    *,
    row: Optional[str] = None,
    col: Optional[str] = None,
    value: Optional[str] = None,
    **params: Any,
) -> Answer:
    """Fits a pandas DataFrame, and proves how good the answer is.

    With ``row``, ``col`` and ``value``, columns of the table, it has one entry a line; without
    them it is the matrix itself, its gaps NaN. Further ``params`` are those of MatrixCompletion.
    How strongly to smooth is chosen on a tenth of the data unless ``regParam`` says it.
    """
    named = [name for name in (row, col, value) if name is not None]
    if named and len(named) < 3:
        raise ValueError("give all of row, col and value, or none of them")
    entries = table if named else _melted(table)
    names = named or list(entries.columns)
    missing = [name for name in names if name not in entries.columns]
    if missing:
        raise ValueError(f"no column {missing[0]!r}: there are {list(entries.columns)}")
    for name in names:
        if entries[name].isna().any():
            line = int(entries[name].isna().to_numpy().argmax())
            raise ValueError(f"column {name!r} has no value in line {line}, counted from 0")
    completion = {"userCol": names[0], "itemCol": names[1], "ratingCol": names[2], **params}
    data = _table({name: entries[name].tolist() for name in names})
    try:
        model = MatrixCompletion(**completion).fit(data)
    except Py4JJavaError as e:
        if e.java_exception.getClass().getSimpleName() != "InvalidInputException":
            raise
        raise ValueError(e.java_exception.getMessage()) from None
    answer = Answer(model.certificate, model.summary, model.rank, model)
    if named:
        return answer
    return Answer(answer.certificate, answer.summary, answer.rank, model, _filled(table, answer))


def _melted(table: "pandas.DataFrame") -> "pandas.DataFrame":
    import pandas

    for axis, ids in (("row", table.index), ("column", table.columns)):
        if not ids.is_unique:
            raise ValueError(f"{axis} {ids[ids.duplicated()][0]!r} occurs twice")
    values = table.to_numpy(dtype=float)
    known = values == values
    rows, cols = known.nonzero()
    return pandas.DataFrame({"row": rows, "column": cols, "value": values[known]})


def _filled(table: "pandas.DataFrame", answer: Answer) -> "pandas.DataFrame":
    filled = table.astype(float)
    rows, cols = filled.isna().to_numpy().nonzero()
    values = filled.to_numpy(copy=True)
    values[rows, cols] = answer.predict(rows.tolist(), cols.tolist())
    filled[:] = values
    return filled


def _table(columns: "dict[str, Sequence[Any]]") -> Any:
    """A DataFrame of Spark's: whole numbers, numbers or texts."""
    fields, lists = [], []
    for name, cells in columns.items():
        cells = [cell.item() if hasattr(cell, "item") else cell for cell in cells]
        if all(isinstance(cell, int) and not isinstance(cell, bool) for cell in cells):
            kind: Any = LongType()
        elif all(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells):
            kind, cells = DoubleType(), [float(cell) for cell in cells]
        elif all(isinstance(cell, str) for cell in cells):
            kind = StringType()
        else:
            kinds = sorted({type(cell).__name__ for cell in cells})
            raise ValueError(f"column {name!r} holds {', '.join(kinds)}: make it numbers or texts")
        fields.append(StructField(name, kind, False))
        lists.append(cells)
    return _session().createDataFrame(list(zip(*lists)), StructType(fields))


def _session() -> SparkSession:
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    import overrank

    # Executors are on this machine, and their Python must be this one.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return (
        SparkSession.builder.appName("overrank")
        .master("local[*]")
        .config("spark.jars", overrank.jar_path())
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )

"""Fills in tables that are rows times patterns, and proves how good the answer is.

Without knowing Spark, from a pandas DataFrame::

    import overrank
    answer = overrank.fit(table)            # rows by columns, gaps are NaN
    answer.filled, answer.certificate.relativeGap
    answer = overrank.fit(ratings, row="user", col="film", value="stars")
    answer.predict(["ann"], ["Alien"])

In PySpark, in the place of ALS::

    spark = SparkSession.builder.config("spark.jars", overrank.jar_path()).getOrCreate()
    model = overrank.MatrixCompletion(userCol="user", itemCol="film").fit(ratings)
"""

from pathlib import Path

from org.overrank.ml import (
    Certificate,
    MatrixCompletion,
    MatrixCompletionModel,
    MatrixSensing,
    MatrixSensingModel,
    Summary,
)

from overrank._tables import Answer, fit

__all__ = [
    "Answer",
    "Certificate",
    "MatrixCompletion",
    "MatrixCompletionModel",
    "MatrixSensing",
    "MatrixSensingModel",
    "Summary",
    "fit",
    "jar_path",
]


def jar_path() -> str:
    """The jar of this version, for Spark's ``spark.jars`` or ``--jars``."""
    here = Path(__file__).parent
    # Given to Spark by --py-files, the jar itself is where Python found this module.
    if here.parent.suffix == ".jar":
        return str(here.parent)
    jars = sorted((here / "jars").glob("overrank-*.jar"))
    if len(jars) != 1:
        raise FileNotFoundError(f"{here / 'jars'} holds {len(jars)} jars, not one: install the wheel")
    return str(jars[0])

"""Matrix completion and sensing for PySpark, under the names by which Spark finds them again.

Spark writes the names of Java classes into saved pipelines and looks Python's up by the same, so
the classes live here; ``import overrank`` has them all, and is the name to use.
"""

from org.overrank.ml._answers import Certificate, Summary
from org.overrank.ml._completion import MatrixCompletion, MatrixCompletionModel
from org.overrank.ml._sensing import MatrixSensing, MatrixSensingModel

__all__ = [
    "Certificate",
    "MatrixCompletion",
    "MatrixCompletionModel",
    "MatrixSensing",
    "MatrixSensingModel",
    "Summary",
]

# Readers find the Java class by the module's name.
for _stage in (MatrixCompletion, MatrixCompletionModel, MatrixSensing, MatrixSensingModel):
    _stage.__module__ = __name__

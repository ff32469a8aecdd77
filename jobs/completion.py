"""Completes a table of readings from PySpark, with cross-validation and recommendations.

    spark-submit --jars JAR --py-files JAR jobs/completion.py conf/sample/beijing-pm25.csv.gz

JAR is the jar of overrank in target.
"""

import sys

from overrank import MatrixCompletion, MatrixCompletionModel
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession


def main(path, output=None):
    spark = SparkSession.builder.appName("overrank completion").getOrCreate()
    readings = spark.read.csv(path, header=True, inferSchema=True)
    row, col, value = readings.columns[:3]
    train, test = readings.randomSplit([0.9, 0.1], seed=1)

    completion = MatrixCompletion(
        userCol=row, itemCol=col, ratingCol=value, center="mean", coldStartStrategy="mean", searchRank=20
    )
    evaluator = RegressionEvaluator(metricName="rmse", labelCol=value)
    grid = ParamGridBuilder().addGrid(completion.regParam, [0.3, 3.0]).build()
    tuned = CrossValidator(
        estimator=completion, estimatorParamMaps=grid, evaluator=evaluator, numFolds=2, seed=1
    ).fit(train)
    model = tuned.bestModel
    print("RMSE of the folds", tuned.avgMetrics, "on the rest", evaluator.evaluate(model.transform(test)))
    print(model.summary.verdict)
    print("proven gap", model.certificate.relativeGap, "rank", model.rank)
    model.recommendForAllUsers(3).show(2, truncate=False)
    for step in model.summary.objectiveHistory[:3]:
        print(step["iteration"], step["passes"], step["objective"])

    if output:
        model.write().overwrite().save(output)
        again = MatrixCompletionModel.load(output)
        print("loaded", again.uid, evaluator.evaluate(again.transform(test)))
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])

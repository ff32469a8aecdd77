package org.overrank.bench;

import java.util.List;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spark MLlib's ALS from the table on disk to its factors.
 *
 * @param problem what it minimises
 * @param session where
 * @param ratings of what
 * @param rank its rank
 * @param iterations how many
 */
record AlsRun(
    PeerProblem problem, SparkSession session, RatingsFile ratings, int rank, int iterations) {
  /**
   * How it went.
   *
   * @param usage time, reading included
   * @param objective the common objective at its factors
   */
  record Result(Usage usage, double objective) {}

  Result run() {
    Usage began = Usage.now();
    Dataset<Row> table =
        session
            .read()
            .option("header", "true")
            .schema("row INT, col INT, value FLOAT")
            .csv(ratings.path().toString());
    ALSModel model =
        problem
            .als()
            .setUserCol("row")
            .setItemCol("col")
            .setRatingCol("value")
            .setRank(rank)
            .setMaxIter(iterations)
            .setNumBlocks(Runtime.getRuntime().availableProcessors())
            .setSeed(1)
            .fit(table);
    // Its factors are lazy until somebody asks for them.
    double[][] users = factors(model.userFactors(), ratings.rowCount());
    double[][] items = factors(model.itemFactors(), ratings.colCount());
    return new Result(began.spent(), problem.objective(ratings, users, items));
  }

  private double[][] factors(Dataset<Row> table, int count) {
    double[][] factors = new double[count][rank];
    for (Row row : table.select("id", "features").collectAsList()) {
      List<Float> features = row.getList(1);
      for (int k = 0; k < rank; k++) {
        factors[row.getInt(0)][k] = features.get(k);
      }
    }
    return factors;
  }
}

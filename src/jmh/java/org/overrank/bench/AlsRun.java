package org.overrank.bench;

import java.util.List;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spark MLlib's ALS from the table on disk to its factors.
 *
 * @param session where
 * @param ratings of what
 * @param rank its rank
 * @param iterations how many
 */
record AlsRun(SparkSession session, RatingsFile ratings, int rank, int iterations) {
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
        new ALS()
            .setUserCol("row")
            .setItemCol("col")
            .setRatingCol("value")
            .setRank(rank)
            .setMaxIter(iterations)
            .setRegParam(PeerComparison.LAMBDA)
            .setNumBlocks(Runtime.getRuntime().availableProcessors())
            .setSeed(1)
            .fit(table);
    // Its factors are lazy until somebody asks for them.
    float[][] users = factors(model.userFactors(), ratings.rowCount());
    float[][] items = factors(model.itemFactors(), ratings.colCount());
    return new Result(began.spent(), ratings.objective(users, items));
  }

  private float[][] factors(Dataset<Row> table, int count) {
    float[][] factors = new float[count][rank];
    for (Row row : table.select("id", "features").collectAsList()) {
      List<Float> features = row.getList(1);
      for (int k = 0; k < rank; k++) {
        factors[row.getInt(0)][k] = features.get(k);
      }
    }
    return factors;
  }
}

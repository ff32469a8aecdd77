package org.overrank.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spark's ALS with {@code implicitPrefs}; new rows are solved for from its factors of columns by
 * its own objective: (VᵀV + α Σ v vᵀ + λ n I) u = (1 + α) Σ v, the sums over what is known.
 */
final class ImplicitAls implements Ranker {
  private final double[][] items;
  private final double[] gram;
  private final double alpha;
  private final double penalty;
  private final int rank;

  private ImplicitAls(double[][] items, int rank, double alpha, double penalty) {
    this.items = items;
    this.rank = rank;
    this.alpha = alpha;
    this.penalty = penalty;
    this.gram = new double[rank * rank];
    for (double[] v : items) {
      add(gram, v, 1);
    }
  }

  /** Learns from the rows in a file of their own. */
  static ImplicitAls of(
      SparkSession session, RankingSplit split, int rank, double alpha, double penalty)
      throws IOException {
    Path table = Files.createTempFile("overrank-bench", ".csv");
    try {
      StringBuilder text = new StringBuilder();
      for (int a = 0; a < split.train().size(); a++) {
        for (int b : split.train().get(a)) {
          text.append(a).append(',').append(b).append(",1\n");
        }
      }
      Files.writeString(table, text);
      double[][] items = new double[split.cols()][rank];
      for (Row row :
          new ALS()
              .setImplicitPrefs(true)
              .setAlpha(alpha)
              .setRegParam(penalty)
              .setRank(rank)
              .setMaxIter(15)
              .setSeed(1)
              .setUserCol("row")
              .setItemCol("col")
              .setRatingCol("value")
              .fit(
                  session
                      .read()
                      .schema("row INT, col INT, value FLOAT")
                      .csv(table.toString()))
              .itemFactors()
              .select("id", "features")
              .collectAsList()) {
        List<Float> v = row.getList(1);
        for (int k = 0; k < rank; k++) {
          items[row.getInt(0)][k] = v.get(k);
        }
      }
      return new ImplicitAls(items, rank, alpha, penalty);
    } finally {
      Files.delete(table);
    }
  }

  private void add(double[] sum, double[] v, double weight) {
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        sum[i * rank + j] += weight * v[i] * v[j];
      }
    }
  }

  @Override
  public double[] scores(int[] known) {
    double[] normal = gram.clone();
    double[] u = new double[rank];
    for (int col : known) {
      add(normal, items[col], alpha);
      for (int k = 0; k < rank; k++) {
        u[k] += (1 + alpha) * items[col][k];
      }
    }
    for (int k = 0; k < rank; k++) {
      normal[k * rank + k] += penalty * known.length;
    }
    solve(normal, u);
    double[] scores = new double[items.length];
    for (int col = 0; col < scores.length; col++) {
      for (int k = 0; k < rank; k++) {
        scores[col] += u[k] * items[col][k];
      }
    }
    return scores;
  }

  /** Gauss; a positive definite matrix needs no pivots. */
  private void solve(double[] normal, double[] u) {
    for (int i = 0; i < rank; i++) {
      for (int j = i + 1; j < rank; j++) {
        double factor = normal[j * rank + i] / normal[i * rank + i];
        for (int k = i; k < rank; k++) {
          normal[j * rank + k] -= factor * normal[i * rank + k];
        }
        u[j] -= factor * u[i];
      }
    }
    for (int i = rank - 1; i >= 0; i--) {
      for (int k = i + 1; k < rank; k++) {
        u[i] -= normal[i * rank + k] * u[k];
      }
      u[i] /= normal[i * rank + i];
    }
  }
}

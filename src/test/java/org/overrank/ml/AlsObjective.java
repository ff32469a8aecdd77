package org.overrank.ml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What ALS minimises, from factors as it gives them: Σ(r − uᵀv)² + ρ(Σ n_u‖u‖² + Σ n_v‖v‖²), by
 * plain loops that know nothing of this program.
 */
final class AlsObjective {
  private AlsObjective() {}

  static double of(
      Dataset<Row> ratings, Dataset<Row> userFactors, Dataset<Row> itemFactors, double regParam) {
    Map<Object, double[]> users = factors(userFactors);
    Map<Object, double[]> items = factors(itemFactors);
    double sum = 0;
    for (Row row : ratings.select("user", "item", "rating").collectAsList()) {
      double[] u = Objects.requireNonNull(users.get(row.get(0)));
      double[] v = Objects.requireNonNull(items.get(row.get(1)));
      double residual = ((Number) row.get(2)).doubleValue();
      double norms = 0;
      for (int k = 0; k < u.length; k++) {
        residual -= u[k] * v[k];
        norms += u[k] * u[k] + v[k] * v[k];
      }
      // Each rating adds one to n_u and one to n_v.
      sum += residual * residual + regParam * norms;
    }
    return sum;
  }

  private static Map<Object, double[]> factors(Dataset<Row> table) {
    Map<Object, double[]> factors = new HashMap<>();
    for (Row row : table.select("id", "features").collectAsList()) {
      List<? extends Number> features = row.getList(1);
      factors.put(row.get(0), features.stream().mapToDouble(Number::doubleValue).toArray());
    }
    return factors;
  }
}

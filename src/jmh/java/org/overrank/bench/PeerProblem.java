package org.overrank.bench;

import java.util.OptionalDouble;
import org.apache.spark.ml.recommendation.ALS;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Unobserved;

/**
 * What all systems minimise, in ALS's words, and the objective in plain loops, independent of all.
 *
 * @param penalty regParam; ours is this over the number of entries
 * @param alpha of confidences in clicks, or empty where values are ratings
 */
record PeerProblem(double penalty, OptionalDouble alpha) {
  /** Ratings, and cells without one that say nothing. */
  static final PeerProblem RATINGS = new PeerProblem(0.1, OptionalDouble.empty());

  /** Clicks, and cells without one that are 0. */
  static PeerProblem clicks(double penalty, double alpha) {
    return new PeerProblem(penalty, OptionalDouble.of(alpha));
  }

  /** Reads a problem's word in the command line: {@code ratings}, or {@code clicks:REG:ALPHA}. */
  static PeerProblem of(String word) {
    if (word.equals("ratings")) {
      return RATINGS;
    }
    String[] parts = word.split(":", -1);
    if (parts.length != 3 || !parts[0].equals("clicks")) {
      throw new IllegalArgumentException("no problem: " + word);
    }
    return clicks(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }

  boolean isClicks() {
    return alpha.isPresent();
  }

  ALS als() {
    ALS als = new ALS().setRegParam(penalty);
    return isClicks() ? als.setImplicitPrefs(true).setAlpha(alpha.getAsDouble()) : als;
  }

  EntryOptions options() {
    EntryOptions options = EntryOptions.defaults().withRegularizer(Regularizer.WEIGHTED);
    return isClicks()
        ? options.withUnobserved(new Unobserved(1, alpha.getAsDouble(), false))
        : options;
  }

  /**
   * The objective divided by the number N of entries: the sum over them of (⟨u_a, v_b⟩ − y)², or
   * that over all cells of w (⟨u_a, v_b⟩ − p)² with p = 1 and w = 1 + αr at entries r &gt; 0, p = 0
   * and w = 1 + α|r| elsewhere; and the penalty times Σ n_a‖u_a‖² + Σ n_b‖v_b‖², n of the entries,
   * or of those that are positive.
   *
   * @param ratings no cell twice
   * @param users u by id
   * @param items v by id
   */
  double objective(RatingsFile ratings, double[][] users, double[][] items) {
    double sum = isClicks() ? squares(users, items) : 0;
    for (int i = 0; i < ratings.count(); i++) {
      double[] u = users[ratings.row(i)];
      double[] v = items[ratings.col(i)];
      double r = ratings.value(i);
      double m = product(u, v);
      boolean counts = true;
      if (isClicks()) {
        counts = r > 0;
        double p = counts ? 1 : 0;
        sum += (1 + alpha.getAsDouble() * Math.abs(r)) * (m - p) * (m - p) - m * m;
      } else {
        sum += (m - r) * (m - r);
      }
      sum += counts ? penalty * (product(u, u) + product(v, v)) : 0;
    }
    return sum / ratings.count();
  }

  private static double squares(double[][] users, double[][] items) {
    double sum = 0;
    for (double[] u : users) {
      for (double[] v : items) {
        double m = product(u, v);
        sum += m * m;
      }
    }
    return sum;
  }

  private static double product(double[] u, double[] v) {
    double product = 0;
    for (int k = 0; k < u.length; k++) {
      product += u[k] * v[k];
    }
    return product;
  }
}

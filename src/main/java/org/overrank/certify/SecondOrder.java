package org.overrank.certify;

import java.util.ArrayList;
import java.util.List;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.linalg.SymmetricLanczos;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * Encloses the least curvature of f at a point (theory, section 3).
 *
 * <p>Small Hessians, of order (d1 + d2)R up to {@value #EXACT_ORDER}, are brought to the driver,
 * many columns a pass, and decomposed. Of others Lanczos gives the least Ritz value θ as the upper
 * end. For the lower end, Kuczyński and Woźniakowski's bound is applied at both ends of the
 * spectrum: a Krylov space does not change with a shift, so with S the spread λ_max − λ_min and
 * P[(λ_max − θ_max)/S &gt; ε] ≤ 1.648·√n·exp(−√ε(2k − 1)) for either end, λ_min ≥ θ_min − ε(θ_max −
 * θ_min)/(1 − 2ε).
 */
public final class SecondOrder {
  /** The largest Hessian that is formed. */
  public static final int EXACT_ORDER = 640;

  private static final int COLUMNS_A_PASS = 32;
  private static final int MAX_STEPS = 300;
  private static final long BASIS_DOUBLES = 60_000_000;
  private static final double FAILURE = 1e-6;
  private static final long STREAM = 11;

  /** Backward error of the decomposition and of the entries, against the largest curvature. */
  private static final double ROUNDING = 0x1.0p-46;

  private final RegularizedObjective objective;
  private final long seed;
  private final int exactOrder;

  /**
   * Second-order analysis of one problem.
   *
   * @param objective f; passes are counted there
   * @param seed of the Lanczos start
   */
  public SecondOrder(RegularizedObjective objective, long seed) {
    this(objective, seed, EXACT_ORDER);
  }

  /**
   * The same with another limit of what is decomposed.
   *
   * @param objective f
   * @param seed of the Lanczos start
   * @param exactOrder the largest Hessian that is formed
   */
  public SecondOrder(RegularizedObjective objective, long seed, int exactOrder) {
    this.objective = objective;
    this.seed = seed;
    this.exactOrder = exactOrder;
  }

  /**
   * Encloses λ_min(∇²f).
   *
   * @param point (U, V)
   * @param decided a curvature: Lanczos ends once λ_min is known to be below it, or above it
   * @return the enclosure
   */
  public LeastCurvature at(Factors point, double decided) {
    long order = ((long) point.rows() + point.cols()) * point.searchRank();
    if (order > Integer.MAX_VALUE / 4) {
      throw new ArithmeticException("a Hessian of order " + order + " is too large to analyse");
    }
    return order <= exactOrder ? exact(point, (int) order) : lanczos(point, (int) order, decided);
  }

  private LeastCurvature exact(Factors point, int order) {
    Matrix hessian = Matrix.zeros(order, order);
    for (int first = 0; first < order; first += COLUMNS_A_PASS) {
      List<Factors> directions = new ArrayList<>();
      for (int j = first; j < Math.min(order, first + COLUMNS_A_PASS); j++) {
        double[] unit = new double[order];
        unit[j] = 1;
        directions.add(unflatten(unit, point));
      }
      List<Factors> columns = objective.hessianTimes(point, directions);
      for (int k = 0; k < columns.size(); k++) {
        double[] column = flatten(columns.get(k));
        for (int i = 0; i < order; i++) {
          hessian.set(i, first + k, column[i]);
        }
      }
    }
    return decompose(point, hessian);
  }

  private static LeastCurvature decompose(Factors point, Matrix hessian) {
    int order = hessian.rows();
    double asymmetry = 0;
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < i; j++) {
        double difference = hessian.get(i, j) - hessian.get(j, i);
        asymmetry += difference * difference;
        double mean = hessian.get(i, j) - difference / 2;
        hessian.set(i, j, mean);
        hessian.set(j, i, mean);
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(hessian);
    double least = eigen.values()[0];
    double largest = eigen.values()[order - 1];
    double size = Math.max(Math.abs(least), Math.abs(largest));
    double margin = Math.sqrt(asymmetry) + ROUNDING * order * size;
    double[] direction = new double[order];
    for (int i = 0; i < order; i++) {
      direction[i] = eigen.vectors().get(i, 0);
    }
    return new LeastCurvature(
        least - margin,
        least + margin,
        largest,
        unflatten(direction, point),
        BoundKind.EXACT,
        0,
        0);
  }

  private LeastCurvature lanczos(Factors point, int order, double decided) {
    SymmetricLanczos lanczos = new SymmetricLanczos(order, seed, STREAM);
    int most = (int) Math.max(2, Math.min(MAX_STEPS, BASIS_DOUBLES / order));
    LeastCurvature known = null;
    while (lanczos.steps() < most && !lanczos.exhausted()) {
      Factors direction = unflatten(lanczos.next(), point);
      lanczos.accept(flatten(objective.hessianTimes(point, List.of(direction)).get(0)));
      int k = lanczos.steps();
      if (k % 10 == 0 || k == most || lanczos.exhausted()) {
        known = enclose(point, lanczos, order);
        if (known.upper() < decided || known.lower() >= decided) {
          break;
        }
      }
    }
    return known == null ? enclose(point, lanczos, order) : known;
  }

  private static LeastCurvature enclose(Factors point, SymmetricLanczos lanczos, int order) {
    SymmetricLanczos.Ritz ritz = lanczos.ritz();
    double[] values = ritz.values();
    double least = values[0];
    double largest = values[values.length - 1];
    double share = share(lanczos.steps(), order);
    double lower =
        share < 0.5
            ? least - share * (largest - least) / (1 - 2 * share)
            : Double.NEGATIVE_INFINITY;
    double margin = ROUNDING * Math.max(Math.abs(least), Math.abs(largest));
    return new LeastCurvature(
        lower - margin,
        least + margin,
        largest,
        unflatten(ritz.leastVector(), point),
        BoundKind.LANCZOS,
        FAILURE,
        lanczos.steps());
  }

  /** ε with 2·1.648·√n·exp(−√ε(2k − 1)) = the failure probability. */
  private static double share(int steps, int order) {
    double root =
        StrictMath.log(2 * 1.648 * Math.sqrt(order) / FAILURE) / Math.max(1, 2.0 * steps - 1);
    return root * root;
  }

  private static double[] flatten(Factors pair) {
    double[] left = pair.left().data();
    double[] right = pair.right().data();
    double[] flat = new double[left.length + right.length];
    System.arraycopy(left, 0, flat, 0, left.length);
    System.arraycopy(right, 0, flat, left.length, right.length);
    return flat;
  }

  private static Factors unflatten(double[] flat, Factors like) {
    Factors pair = Factors.zeros(like.rows(), like.cols(), like.searchRank());
    double[] left = pair.left().data();
    double[] right = pair.right().data();
    System.arraycopy(flat, 0, left, 0, left.length);
    System.arraycopy(flat, left.length, right, 0, right.length);
    return pair;
  }
}

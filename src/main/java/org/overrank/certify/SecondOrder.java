package org.overrank.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.linalg.SymmetricLanczos;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * Encloses the least curvature of f at a point (theory, section 3).
 *
 * <p>Hessians of order (d1 + d2)R up to {@value #EXACT_ORDER} are brought to the driver, many
 * columns a pass: small ones are decomposed, of others Lanczos on the driver finds the upper end,
 * and a Cholesky factorization proves the lower one, see {@link ShiftedHessian}. Of still larger
 * ones Lanczos, a pass a step, gives the least Ritz value θ as the upper end. For the lower end,
 * Kuczyński and Woźniakowski's bound is applied at both ends of the spectrum: a Krylov space does
 * not change with a shift, so with S the spread λ_max − λ_min and P[(λ_max − θ_max)/S &gt; ε] ≤
 * 1.648·√n·exp(−√ε(2k − 1)) for either end, λ_min ≥ θ_min − ε(θ_max − θ_min)/(1 − 2ε).
 */
public final class SecondOrder {
  /** The largest Hessian that is formed: 128 MB. */
  public static final int EXACT_ORDER = 4000;

  /** The largest that is decomposed, 9n³ flops; of larger ones only signs are decided, n³/3. */
  private static final int DECOMPOSED_ORDER = 640;

  private static final int COLUMNS_A_PASS = 32;
  private static final int MAX_STEPS = 300;
  private static final long BASIS_DOUBLES = 60_000_000;
  private static final double FAILURE = 1e-6;
  private static final long STREAM = 11;

  /** Backward error of the decomposition and of the entries, against the largest curvature. */
  static final double ROUNDING = 0x1.0p-46;

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
   * Encloses λ_min(∇²f), on the points of the problem's structure.
   *
   * @param point (U, V)
   * @param decided a curvature: Lanczos ends once λ_min is known to be below it, or above it
   * @return the enclosure
   */
  public LeastCurvature at(Factors point, double decided) {
    long order = order(point);
    if (order > Integer.MAX_VALUE / 4) {
      throw new ArithmeticException("a Hessian of order " + order + " is too large to analyse");
    }
    if (order > exactOrder) {
      return lanczos(point, (int) order, decided, x -> image(point, x));
    }
    Matrix hessian = hessian(point, (int) order);
    double asymmetry = symmetrize(hessian);
    if (order <= DECOMPOSED_ORDER) {
      return decompose(point, hessian, asymmetry);
    }
    ShiftedHessian formed = new ShiftedHessian(hessian, asymmetry);
    return formed.proven(lanczos(point, (int) order, decided, formed::times), decided);
  }

  private double[] image(Factors point, double[] direction) {
    return flatten(objective.hessianTimes(point, List.of(unflatten(direction, point))).get(0));
  }

  private Matrix hessian(Factors point, int order) {
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
    return hessian;
  }

  /** Takes the means of opposite entries; returns the norm of what they differed by. */
  private static double symmetrize(Matrix hessian) {
    double asymmetry = 0;
    for (int i = 0; i < hessian.rows(); i++) {
      for (int j = 0; j < i; j++) {
        double difference = hessian.get(i, j) - hessian.get(j, i);
        asymmetry += difference * difference;
        double mean = hessian.get(i, j) - difference / 2;
        hessian.set(i, j, mean);
        hessian.set(j, i, mean);
      }
    }
    return Math.sqrt(asymmetry);
  }

  private LeastCurvature decompose(Factors point, Matrix hessian, double asymmetry) {
    int order = hessian.rows();
    SymmetricEigen eigen = SymmetricEigen.of(hessian);
    double least = eigen.values()[0];
    double largest = eigen.values()[order - 1];
    double size = Math.max(Math.abs(least), Math.abs(largest));
    double margin = asymmetry + ROUNDING * order * size;
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

  private LeastCurvature lanczos(
      Factors point, int order, double decided, UnaryOperator<double[]> hessian) {
    SymmetricLanczos lanczos = new SymmetricLanczos(order, seed, STREAM);
    int most = (int) Math.max(2, Math.min(MAX_STEPS, BASIS_DOUBLES / order));
    LeastCurvature known = null;
    while (lanczos.steps() < most && !lanczos.exhausted()) {
      lanczos.accept(hessian.apply(lanczos.next()));
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

  private LeastCurvature enclose(Factors point, SymmetricLanczos lanczos, int order) {
    SymmetricEigen ritz = lanczos.ritz();
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
        unflatten(lanczos.vector(ritz, 0), point),
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

  /** How many coordinates points like this have. */
  private long order(Factors point) {
    long numbers = ((long) point.rows() + point.cols()) * point.searchRank();
    return objective.gauge().productsOfOne() == 1
        ? numbers
        : objective.gauge().coordinates(point).length;
  }

  private double[] flatten(Factors pair) {
    return objective.gauge().coordinates(pair);
  }

  private Factors unflatten(double[] flat, Factors like) {
    return objective.gauge().pair(flat, like);
  }
}

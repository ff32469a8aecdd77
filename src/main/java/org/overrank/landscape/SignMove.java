package org.overrank.landscape;

import org.overrank.linalg.Dot;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.objective.Factors;
import org.overrank.sensing.LossBlock;
import org.overrank.sensing.MeasurementBlock;

/**
 * The lecture's construction at one point (theory, section 4): k signed copies of a good pair (U*,
 * V*) of width r, U' = (τ_1U*, …, τ_kU*)/√k and V' likewise with the same signs, and the move ((1 −
 * η²)U + √η' U', (1 − η²)V + √η' V') with η' = 2η² − η⁴.
 *
 * <p>Everything is exact for finite k and any η in [0, 1]; expectations are over independent fair
 * signs. Under another loss than squares the expected value is bounded, with L = sup ℓ''.
 */
public final class SignMove {
  private final MeasurementBlock block;
  private final double lambda;
  private final Factors point;
  private final Factors good;
  private final int copies;
  private final double[] images;
  private final double[] goodImages;
  private final double crossSum;

  /**
   * The construction at a point.
   *
   * @param block all measurements, in units of 1; of squares, or a {@link LossBlock} whose loss has
   *     a bound of its curvature
   * @param lambda λ
   * @param point (U, V); zero columns are added until its width is a multiple of r
   * @param good (U*, V*), of width r ≥ 1
   */
  public SignMove(MeasurementBlock block, double lambda, Factors point, Factors good) {
    this.block = block;
    this.lambda = lambda;
    this.good = good;
    int rank = good.searchRank();
    int missing = Math.floorMod(-point.searchRank(), rank);
    this.point =
        missing == 0
            ? point
            : point.appendColumns(Factors.zeros(point.rows(), point.cols(), missing));
    this.copies = this.point.searchRank() / rank;
    this.images = forward(this.point);
    this.goodImages = forward(good);
    double sum = 0;
    for (int j = 0; j < copies; j++) {
      // U*V_jᵀ + U_jV*ᵀ
      Factors part = part(j);
      double[] cross =
          forward(
              new Factors(
                  good.left().appendColumns(part.left()),
                  part.right().appendColumns(good.right())));
      sum += Dot.sumOfSquares(cross);
    }
    this.crossSum = halfCurvature(block) * sum;
  }

  /** L/2, which is 1 for squares. */
  private static double halfCurvature(MeasurementBlock block) {
    return block instanceof LossBlock charged
        ? charged.loss().curvatureBound().orElseThrow() / 2
        : 1;
  }

  private double[] forward(Factors pair) {
    double[] out = new double[block.count()];
    block.forward(pair.left(), pair.right(), out);
    return out;
  }

  /** (U_j, V_j), the j-th r columns. */
  private Factors part(int j) {
    int rank = good.searchRank();
    return new Factors(
        point.left().columnsFrom(j * rank).leadingColumns(rank),
        point.right().columnsFrom(j * rank).leadingColumns(rank));
  }

  /**
   * How many copies of the good pair the point has room for.
   *
   * @return k
   */
  public int copies() {
    return copies;
  }

  /**
   * η' = 2η² − η⁴.
   *
   * @param eta η in [0, 1]
   * @return η'
   */
  public static double etaPrime(double eta) {
    return eta * eta * (2 - eta * eta);
  }

  /**
   * The value at the point.
   *
   * @return f(U, V)
   */
  public double value() {
    return value(images, point);
  }

  /**
   * The value of the good pair.
   *
   * @return f(U*, V*)
   */
  public double goodValue() {
    return value(goodImages, good);
  }

  private double value(double[] image, Factors pair) {
    return charge(image) / image.length + lambda * pair.normSquared();
  }

  /** Σ w ℓ. */
  private double charge(double[] image) {
    if (block instanceof LossBlock charged) {
      return charged.toSlopes(image.clone());
    }
    double sum = 0;
    for (int i = 0; i < image.length; i++) {
      double r = image[i] - block.target(i);
      sum += r * r;
    }
    return sum;
  }

  /**
   * C = (L/2) Σ_j ‖A(U*V_jᵀ + U_jV*ᵀ)‖²/N.
   *
   * @return C, so that the cross term of a move is at most η'C/k
   */
  public double crossConstant() {
    return crossSum / block.count();
  }

  /**
   * The smallest k at which the theorem bites here: C/k ≤ 0.01 ε.
   *
   * @param epsilon ε
   * @return k, a real number
   */
  public double copiesNeeded(double epsilon) {
    return crossConstant() / (0.01 * epsilon);
  }

  /**
   * The expected value after the move, by theory section 4.4; under another loss than squares what
   * it is at most as ℓ'' ≤ L.
   *
   * @param eta η
   * @return E f, or at least that
   */
  public double expectedValue(double eta) {
    double prime = etaPrime(eta);
    double[] mean = new double[images.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (1 - prime) * images[i] + prime * goodImages[i];
    }
    double keep = (1 - eta * eta) * (1 - eta * eta);
    double sum = charge(mean) + prime * keep * crossSum / copies;
    return sum / images.length
        + lambda * ((1 - prime) * point.normSquared() + prime * good.normSquared());
  }

  /**
   * The bound of theory section 4.4, for ℓ is convex: (1 − η')f(U, V) + η'f(U*, V*) + η'C/k.
   *
   * @param eta η
   * @return at least {@link #expectedValue}
   */
  public double bound(double eta) {
    double prime = etaPrime(eta);
    return (1 - prime) * value() + prime * goodValue() + prime * crossConstant() / copies;
  }

  /**
   * E‖U'Vᵀ‖_F² = (1/k) Σ_j ‖U*V_jᵀ‖_F², of theory section 4.3.
   *
   * @return the expectation
   */
  public double expectedCrossNorm() {
    double sum = 0;
    for (int j = 0; j < copies; j++) {
      sum += Dot.sumOfSquares(Multiply.abt(good.left(), part(j).right()).data());
    }
    return sum / copies;
  }

  /**
   * (1/k)‖U*‖_F²‖V‖_F², which the slide takes for equal to {@link #expectedCrossNorm}.
   *
   * @return its upper bound
   */
  public double crossNormBound() {
    return Dot.sumOfSquares(good.left().data()) * Dot.sumOfSquares(point.right().data()) / copies;
  }

  /**
   * Signed copies of the good pair.
   *
   * @param seed of the signs
   * @param draw which draw
   * @return (U', V')
   */
  public Factors signedCopies(long seed, long draw) {
    int rank = good.searchRank();
    Factors result = Factors.zeros(point.rows(), point.cols(), point.searchRank());
    for (int j = 0; j < copies; j++) {
      double sign = GaussianNumbers.uniform(seed, 0, draw, j) < 0.5 ? -1 : 1;
      copy(good.left(), sign / Math.sqrt(copies), result.left(), j * rank);
      copy(good.right(), sign / Math.sqrt(copies), result.right(), j * rank);
    }
    return result;
  }

  private static void copy(Matrix from, double factor, Matrix to, int column) {
    for (int i = 0; i < from.rows(); i++) {
      for (int j = 0; j < from.cols(); j++) {
        to.set(i, column + j, factor * from.get(i, j));
      }
    }
  }

  /**
   * The point after the move.
   *
   * @param eta η
   * @param copiesOfGood (U', V')
   * @return ((1 − η²)U + √η' U', (1 − η²)V + √η' V')
   */
  public Factors moved(double eta, Factors copiesOfGood) {
    return point.times(1 - eta * eta).plus(Math.sqrt(etaPrime(eta)), copiesOfGood);
  }

  /**
   * f anywhere.
   *
   * @param pair (U, V)
   * @return f(U, V)
   */
  public double valueAt(Factors pair) {
    return value(forward(pair), pair);
  }

  /**
   * Whether {@link #expectedValue} is E f itself.
   *
   * @return true for squares
   */
  public boolean isExact() {
    return !(block instanceof LossBlock);
  }

  /**
   * The point, with the columns of zeros that were added.
   *
   * @return (U, V), of width kr
   */
  public Factors point() {
    return point;
  }

  /**
   * The good pair.
   *
   * @return (U*, V*)
   */
  public Factors good() {
    return good;
  }
}

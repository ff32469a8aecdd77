package org.overrank.sensing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.overrank.linalg.Matrix;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.Loss;
import org.overrank.loss.PoissonLoss;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;

/** Random measurements of a kind whose targets a loss knows, and the same written out in full. */
public final class LossProblem {
  /** Every kind of measurement, entries first. */
  public static final List<MeasurementKind> KINDS =
      List.of(
          MeasurementKind.ENTRIES,
          MeasurementKind.DENSE,
          MeasurementKind.SPARSE,
          MeasurementKind.RANK_ONE);

  private final MeasurementKind kind;
  private final Loss loss;
  private final int rows;
  private final int cols;
  private final boolean weighted;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<double[]> matrices = new ArrayList<>();

  private LossProblem(MeasurementKind kind, Loss loss, int rows, int cols, boolean weighted) {
    this.kind = kind;
    this.loss = loss;
    this.rows = rows;
    this.cols = cols;
    this.weighted = weighted;
  }

  /** Targets drawn around the images of a rank-2 matrix, by the loss's own kind of chance. */
  public static LossProblem random(
      MeasurementKind kind, Loss loss, int rows, int cols, int count, boolean weighted, long seed) {
    LossProblem problem = new LossProblem(kind, loss, rows, cols, weighted);
    Random random = new Random(seed);
    Matrix truth =
        SensingProblem.product(
            EntryProblem.gaussian(rows, 2, random), EntryProblem.gaussian(cols, 2, random));
    List<SensingMatrix> family = family(kind, rows, cols, count, random, seed, problem.matrices);
    for (int i = 0; i < family.size(); i++) {
      double image = 0;
      for (int j = 0; j < rows * cols; j++) {
        image += problem.matrices.get(i)[j] * truth.data()[j];
      }
      double weight = weighted ? 0.5 + random.nextDouble() : 1;
      problem.measurements.add(new Measurement(family.get(i), target(loss, image, random), weight));
    }
    return problem;
  }

  private static List<SensingMatrix> family(
      MeasurementKind kind,
      int rows,
      int cols,
      int count,
      Random random,
      long seed,
      List<double[]> cells) {
    List<SensingMatrix> family = new ArrayList<>();
    if (kind != MeasurementKind.ENTRIES) {
      SensingProblem base = SensingProblem.random(kind, rows, cols, count, false, seed);
      for (int i = 0; i < count; i++) {
        family.add(base.measurements().get(i).matrix());
        cells.add(base.matrices()[i]);
      }
      return family;
    }
    double share = (double) count / (rows * cols);
    for (int cell = 0; cell < rows * cols; cell++) {
      if (random.nextDouble() < share || cell == 0) {
        double[] full = new double[rows * cols];
        full[cell] = 1;
        cells.add(full);
        family.add(new SensingMatrix.Entry(cell / cols, cell % cols, 1));
      }
    }
    return family;
  }

  private static double target(Loss loss, double image, Random random) {
    if (loss instanceof LogisticLoss) {
      boolean yes = random.nextDouble() < 1 / (1 + Math.exp(-2 * image));
      return random.nextInt(10) == 0 ? random.nextDouble() : yes ? 1 : 0;
    }
    if (loss instanceof PoissonLoss) {
      double rate = Math.exp(Math.max(-3, Math.min(3, image)));
      double product = random.nextDouble();
      int count = 0;
      for (; product > Math.exp(-rate); count++) {
        product *= random.nextDouble();
      }
      return count;
    }
    return image + random.nextGaussian() * (random.nextInt(10) == 0 ? 5 : 0.2);
  }

  public Loss loss() {
    return loss;
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  public List<Measurement> measurements() {
    return measurements;
  }

  /** A_i by rows, no weight in it. */
  public List<double[]> matrices() {
    return matrices;
  }

  /** The same under squares. */
  public Objective squares() {
    return kind == MeasurementKind.ENTRIES
        ? LocalObjective.ofEntries(rows, cols, measurements)
        : LocalObjective.of(new BlockSpec(kind, rows, cols, Storage.DOUBLE, 0), measurements);
  }

  public Objective objective() {
    return squares().under(loss, weighted);
  }

  @Override
  public String toString() {
    return loss.word() + " on " + kind + ", " + rows + " x " + cols + ", N " + measurements.size();
  }
}

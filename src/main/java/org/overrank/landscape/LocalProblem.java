package org.overrank.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Svd;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.EntryCells;
import org.overrank.sensing.LossBlock;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.Storage;

/** A small instance with all its measurements in this JVM. */
public final class LocalProblem {
  /** Doubles that may be held. */
  private static final long LIMIT = 50_000_000;

  private final Instance instance;
  private final MeasurementBlock block;
  private final Objective objective;

  private LocalProblem(Instance instance, List<Measurement> measurements, Loss loss) {
    this.instance = instance;
    MeasurementBlock linear;
    Objective squares;
    if (instance.kind() == MeasurementKind.ENTRIES) {
      EntryCells cells = EntryCells.unscaled(measurements);
      EntryBlock rows = cells.byRows(instance.rows(), instance.cols());
      EntryBlock columns = cells.byColumns(instance.rows(), instance.cols());
      linear = rows;
      squares = new LocalObjective(List.of(rows), List.of(columns));
    } else {
      BlockSpec spec =
          new BlockSpec(instance.kind(), instance.rows(), instance.cols(), Storage.DOUBLE, 0);
      linear = spec.build(measurements);
      squares = new LocalObjective(List.of(linear), List.of());
    }
    boolean weighted = instance.isWeighted();
    this.block = loss.isSquared() ? linear : new LossBlock(linear, loss, 0, 0, weighted);
    this.objective = squares.under(loss, weighted);
  }

  /**
   * Makes the measurements of an instance.
   *
   * @param instance the instance
   * @return its problem
   * @throws InvalidInputException if it is too large for one JVM, or of a loss whose curvature has
   *     no bound
   */
  public static LocalProblem of(Instance instance) {
    requireSmall(instance);
    List<Measurement> measurements = new ArrayList<>();
    for (long i = 0; i < instance.count(); i++) {
      measurements.add(instance.measurement(i));
    }
    return new LocalProblem(instance, measurements, instance.loss());
  }

  private static void requireSmall(Instance instance) {
    boolean full = instance.kind() == MeasurementKind.DENSE;
    long each = full ? (long) instance.rows() * instance.cols() : instance.rows() + 8L;
    if (instance.count() > LIMIT / each) {
      throw new InvalidInputException(
          String.format(
              "%s: %d measurements of a %d x %d matrix are too many to look at here; take a smaller"
                  + " instance",
              instance.name(), instance.count(), instance.rows(), instance.cols()));
    }
    if (instance.unobservedWeight().isPresent()) {
      throw new InvalidInputException(
          instance.name() + ": the theorem is of measured cells alone, and here the others are 0");
    }
    Loss loss = instance.loss();
    // Where a kink is rounded off, the bound is that of the rounding alone.
    if (loss.curvatureBound().isEmpty() || loss.smoothing() != 0) {
      throw new InvalidInputException(
          instance.name()
              + ": the theorem needs a bound of the loss's curvature, and there is none of "
              + loss.word());
    }
    if (instance.kind() == MeasurementKind.SEEDED_GAUSSIAN) {
      throw new InvalidInputException(instance.name() + ": leave --seeded out here");
    }
  }

  /**
   * The instance.
   *
   * @return what was given
   */
  public Instance instance() {
    return instance;
  }

  /**
   * All measurements, weights folded in.
   *
   * @return one block, under the instance's loss a {@link LossBlock}
   */
  public MeasurementBlock block() {
    return block;
  }

  /**
   * The measurements as an objective.
   *
   * @return passes over them
   */
  public Objective objective() {
    return objective;
  }

  /**
   * The λ that the instance is known for, or that of its noise, ‖A*(noise)‖_op/N.
   *
   * @return λ, or empty where there is neither
   */
  public Optional<Double> lambda() {
    if (instance.lambda().isPresent()) {
      return Optional.of(instance.lambda().getAsDouble());
    }
    List<Measurement> noise = new ArrayList<>();
    for (long i = 0; i < instance.count(); i++) {
      Measurement m = instance.measurement(i);
      noise.add(new Measurement(m.matrix(), instance.noise(i), m.weight()));
    }
    Factors zero = Factors.zeros(instance.rows(), instance.cols(), 1);
    // What pulls at the truth is residuals under squares, whatever the loss: at zero they are
    // −noise, and G has the factor 2.
    Objective ofNoise = new LocalProblem(instance, noise, Losses.SQUARED).objective;
    double norm =
        Svd.of(ofNoise.evaluate(new ResidualAdjoint(zero)).adjoint().toDense()).values()[0] / 2;
    return norm > 0 ? Optional.of(norm) : Optional.empty();
  }
}

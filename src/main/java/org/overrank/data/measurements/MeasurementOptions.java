package org.overrank.data.measurements;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.sensing.Storage;

/**
 * How a table of measurements becomes blocks.
 *
 * @param onBadRow what to do with unusable rows
 * @param partitions how many blocks, or 0 to choose by their size
 * @param holdout the share of measurements kept out of the fit, in [0, 1)
 * @param seed which measurements are held out
 * @param rows d1, or null to read it off
 * @param cols d2, or null to read it off
 * @param storage how dense matrices are kept
 * @param measurementSeed the family of seeded Gaussian matrices
 * @param complex whether lists hold complex numbers, a real part before each imaginary part
 * @param loss how predictions are charged
 */
public record MeasurementOptions(
    BadRowPolicy onBadRow,
    int partitions,
    double holdout,
    long seed,
    @Nullable Integer rows,
    @Nullable Integer cols,
    Storage storage,
    long measurementSeed,
    boolean complex,
    Loss loss)
    implements Serializable {
  /**
   * Of real measurements.
   *
   * @param onBadRow what to do with unusable rows
   * @param partitions how many blocks, or 0 to choose by their size
   * @param holdout the share of measurements kept out of the fit, in [0, 1)
   * @param seed which measurements are held out
   * @param rows d1, or null to read it off
   * @param cols d2, or null to read it off
   * @param storage how dense matrices are kept
   * @param measurementSeed the family of seeded Gaussian matrices
   * @param loss how predictions are charged
   */
  public MeasurementOptions(
      BadRowPolicy onBadRow,
      int partitions,
      double holdout,
      long seed,
      @Nullable Integer rows,
      @Nullable Integer cols,
      Storage storage,
      long measurementSeed,
      Loss loss) {
    this(onBadRow, partitions, holdout, seed, rows, cols, storage, measurementSeed, false, loss);
  }

  /**
   * The same with numbers of another kind.
   *
   * @param interleaved whether lists hold complex numbers, two numbers each
   * @return new options
   */
  public MeasurementOptions withComplex(boolean interleaved) {
    return new MeasurementOptions(
        onBadRow,
        partitions,
        holdout,
        seed,
        rows,
        cols,
        storage,
        measurementSeed,
        interleaved,
        loss);
  }

  /**
   * The same with nothing held out.
   *
   * @return new options
   */
  public MeasurementOptions withoutHoldout() {
    return new MeasurementOptions(
        onBadRow, partitions, 0, seed, rows, cols, storage, measurementSeed, complex, loss);
  }

  /** Checks the ranges. */
  public MeasurementOptions {
    if (!(holdout >= 0 && holdout < 1)) {
      throw new InvalidInputException("holdout must be at least 0 and below 1, not " + holdout);
    }
    if (partitions < 0) {
      throw new InvalidInputException("partitions must be at least 0, not " + partitions);
    }
  }
}

package org.overrank.objective;

import org.jspecify.annotations.Nullable;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.sensing.Background;
import org.overrank.sensing.Side;

/**
 * The size of a problem.
 *
 * @param rows d1
 * @param cols d2
 * @param measurements N
 * @param sparse whether A*(r) has an entry for each measurement only: for entries; else it is full
 * @param units what the targets and coefficients were divided by
 * @param background what cells without an entry are measured by, in these units; else null
 * @param loss how a prediction is charged; squares where there is a background
 */
public record ProblemShape(
    int rows,
    int cols,
    long measurements,
    boolean sparse,
    Units units,
    @Nullable Background background,
    Loss loss) {
  /** Checks that there is something to fit. */
  public ProblemShape {
    if (rows < 1 || cols < 1 || measurements < 1) {
      throw new IllegalArgumentException(
          "empty problem: " + rows + " x " + cols + " with " + measurements + " measurements");
    }
  }

  /**
   * The size of a problem all of whose measurements are given.
   *
   * @param rows d1
   * @param cols d2
   * @param measurements N
   * @param sparse whether they are entries
   * @param units what the targets and coefficients were divided by
   */
  public ProblemShape(int rows, int cols, long measurements, boolean sparse, Units units) {
    this(rows, cols, measurements, sparse, units, null, Losses.SQUARED);
  }

  /**
   * The size of a problem of entries.
   *
   * @param rows d1
   * @param cols d2
   * @param measurements N
   * @return the shape
   */
  public static ProblemShape ofEntries(int rows, int cols, long measurements) {
    return new ProblemShape(rows, cols, measurements, true, Units.NONE);
  }

  /**
   * The size of a problem of any other kind.
   *
   * @param rows d1
   * @param cols d2
   * @param measurements N
   * @return the shape
   */
  public static ProblemShape ofMatrices(int rows, int cols, long measurements) {
    return new ProblemShape(rows, cols, measurements, false, Units.NONE);
  }

  /**
   * The same problem in other units.
   *
   * @param other what the targets and coefficients were divided by
   * @return a new shape
   */
  public ProblemShape in(Units other) {
    return new ProblemShape(rows, cols, measurements, sparse, other, background, loss);
  }

  /**
   * The same problem with all cells measured.
   *
   * @param unseen what cells without an entry are measured by, or null
   * @return a new shape
   */
  public ProblemShape over(@Nullable Background unseen) {
    return new ProblemShape(rows, cols, measurements, sparse, units, unseen, loss);
  }

  /**
   * The same problem under another loss.
   *
   * @param other how a prediction is charged
   * @return a new shape
   */
  public ProblemShape under(Loss other) {
    return new ProblemShape(rows, cols, measurements, sparse, units, background, other);
  }

  /**
   * The background as blocks see it whose rows are those of one side.
   *
   * @param side rows or columns
   * @return it, or null where cells without an entry are not measured
   */
  @Nullable Background background(Side side) {
    return background == null || side == Side.ROWS ? background : background.transposed();
  }

  /**
   * How many numbers A*(r) has.
   *
   * @return N or d1·d2
   */
  public long adjointSize() {
    return sparse ? measurements : (long) rows * cols;
  }

  /**
   * How many rows of the two factors every block contributes to. A block of entries has whole rows
   * of the matrix, so that only d2 rows are shared.
   *
   * @return d2 or d1 + d2
   */
  public long overlappingRows() {
    return sparse ? cols : (long) rows + cols;
  }
}

package org.overrank.spark.entries;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelSide;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.objective.Factors;
import org.overrank.objective.Units;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowElimination;

/**
 * A fitted matrix where the entries are: sent there whole, or each range of rows solved for by its
 * own entries, to the bits that were certified.
 */
public final class MatrixByRange implements AutoCloseable {
  private final JavaRDD<Range> ranges;
  private final Broadcast<?> shared;

  /**
   * Neighbouring rows of a matrix and all its columns.
   *
   * @param start index of the first row
   * @param matrix the rows from there on
   */
  public record Range(int start, LowRankMatrix matrix) implements Serializable {
    /** Whether the fit has seen entries of both. */
    public boolean isKnown(int row, int col) {
      return matrix.isKnownRow(row - start) && matrix.isKnownCol(col);
    }

    /** {@return the value of a cell whose row is here} */
    public double predict(int row, int col) {
      return matrix.predict(row - start, col);
    }
  }

  /** V as a model tells it, and as rows are solved for. */
  record Columns(ModelSide side, Matrix kept) implements Serializable {}

  private MatrixByRange(JavaRDD<Range> ranges, Broadcast<?> shared) {
    this.ranges = ranges;
    this.shared = shared;
  }

  /**
   * A matrix that the driver has.
   *
   * @param data whose ranges
   * @param matrix by the ids of the data
   * @return all of it at every range; closed by the caller
   */
  static MatrixByRange of(EntryData data, LowRankMatrix matrix) {
    Broadcast<LowRankMatrix> shared = context(data).broadcast(matrix);
    return new MatrixByRange(data.train().map(block -> new Range(0, shared.value())), shared);
  }

  /**
   * A matrix of which the driver has V alone.
   *
   * @param data what was fitted
   * @param right V, d2 × R, in user units
   * @param lambda λ of the fit
   * @return each range with its own rows, solved for when they are used; closed by the caller
   */
  public static MatrixByRange solved(EntryData data, Matrix right, double lambda) {
    Units units = data.shape().units();
    double ridge = units.lambdaOf(lambda) * data.shape().measurements();
    int exponent = units.matrix() - units.right();
    double mean = data.rowSide().mean();
    boolean biases = data.biases().hasBiases();
    double valueMean = data.valueMean();
    Broadcast<Columns> shared =
        context(data)
            .broadcast(
                new Columns(columns(data, right), units.factorsOf(Factors.implied(right)).right()));
    JavaRDD<Range> ranges =
        data.train()
            .zipPartitions(
                data.rowSides(),
                (blocks, sides) -> {
                  EntryBlock block = blocks.next();
                  Columns all = shared.value();
                  ModelSide rows = rows(block, sides.next(), all.kept, ridge, exponent);
                  return only(
                      new Range(
                          block.range().start(),
                          ModelSide.matrix(rows, all.side, mean, biases, valueMean)));
                });
    return new MatrixByRange(ranges, shared);
  }

  /**
   * The columns of a fit.
   *
   * @param data what was fitted
   * @param right V, d2 × R, in user units
   * @return a copy; those that no training entry is in without what is left of the start
   */
  public static ModelSide columns(EntryData data, Matrix right) {
    ModelSide side = data.colSide();
    Matrix factor = right.copy();
    for (int b = 0; b < factor.rows(); b++) {
      for (int k = 0; side.scale()[b] == 0 && k < factor.cols(); k++) {
        factor.set(b, k, 0);
      }
    }
    return new ModelSide(side.ids(), factor, side.scale(), side.bias());
  }

  private static ModelSide rows(
      EntryBlock block, ModelSide side, Matrix kept, double ridge, int exponent) {
    int rows = block.range().size();
    double[] factor = new double[Math.multiplyExact(rows, kept.cols())];
    RowElimination.of(block, kept, ridge).solve(factor);
    Matrix inUnits = Matrix.wrap(rows, kept.cols(), PowersOfTwo.scaled(factor, exponent));
    return new ModelSide(side.ids(), inUnits, side.scale(), side.bias());
  }

  private static JavaSparkContext context(EntryData data) {
    return JavaSparkContext.fromSparkContext(data.train().context());
  }

  private static <T> Iterator<T> only(T element) {
    return List.of(element).iterator();
  }

  /**
   * The matrix by ranges.
   *
   * @return one element a partition of the data; not persisted
   */
  public JavaRDD<Range> ranges() {
    return ranges;
  }

  /** Frees what was sent to the ranges. */
  @Override
  public void close() {
    shared.destroy();
  }
}

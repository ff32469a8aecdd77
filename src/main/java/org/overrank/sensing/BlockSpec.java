package org.overrank.sensing;

import java.io.Serializable;
import java.util.List;

/**
 * What all blocks of one problem have in common, entries apart.
 *
 * @param kind any kind but {@link MeasurementKind#ENTRIES}
 * @param rows d1
 * @param cols d2
 * @param storage how cells of {@link MeasurementKind#DENSE} are kept
 * @param seed of {@link MeasurementKind#SEEDED_GAUSSIAN}: which family of matrices
 */
public record BlockSpec(MeasurementKind kind, int rows, int cols, Storage storage, long seed)
    implements Serializable {
  /** Checks the shape. */
  public BlockSpec {
    if (rows < 1 || cols < 1 || kind == MeasurementKind.ENTRIES) {
      throw new IllegalArgumentException("blocks of " + kind + ", " + rows + " x " + cols);
    }
  }

  /**
   * One block; weights are folded in.
   *
   * @param measurements of this kind and shape, in order; their arrays are shared, not copied
   * @return the block
   * @throws ClassCastException if a measurement is of another kind
   */
  public MatrixBlock build(List<Measurement> measurements) {
    boolean rounded = kind == MeasurementKind.DENSE && storage == Storage.FLOAT;
    Targets targets = Targets.of(measurements, MatrixExponents.of(measurements, rounded));
    List<Measurement> kept =
        measurements.stream().map(each -> MatrixExponents.divided(each, rounded)).toList();
    return build(kept, targets);
  }

  private MatrixBlock build(List<Measurement> measurements, Targets targets) {
    return switch (kind) {
      case DENSE -> new DenseBlock(rows, cols, denseRows(measurements), targets);
      case SEEDED_GAUSSIAN -> new DenseBlock(rows, cols, seededRows(measurements), targets);
      case SPARSE -> SparseBlock.of(rows, cols, measurements, targets);
      case RANK_ONE -> RankOneBlock.of(rows, cols, measurements, targets);
      case ENTRIES -> throw new IllegalStateException("entries have a block of their own");
    };
  }

  private MatrixRows denseRows(List<Measurement> measurements) {
    double[][] cells = new double[measurements.size()][];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = ((SensingMatrix.Dense) measurements.get(i).matrix()).cells();
      if (cells[i].length != (long) rows * cols) {
        throw new IllegalArgumentException(
            cells[i].length + " cells of a " + rows + " x " + cols + " matrix");
      }
    }
    return storage == Storage.FLOAT ? MatrixRows.floats(cells) : MatrixRows.doubles(cells);
  }

  private MatrixRows seededRows(List<Measurement> measurements) {
    long[] indices = new long[measurements.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = ((SensingMatrix.SeededGaussian) measurements.get(i).matrix()).index();
    }
    return MatrixRows.seeded(seed, indices);
  }
}

package org.overrank.spark.entries;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.RowTerms;
import org.overrank.data.entries.Scales;
import org.overrank.data.model.ModelSide;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.spark.Jobs;

/**
 * What is known of the rows, where their entries are: ids, scales and biases. Comes to the driver
 * when it is asked for there.
 */
final class RowSide {
  private final RowIds ids;
  private final JavaRDD<RowTerms> terms;
  private final BlockFinish finish;
  private final int valueUnit;
  private final boolean trivial;
  private @Nullable Centering centering;
  private @Nullable Scales scales;

  /**
   * The rows of blocks.
   *
   * @param ids their ids
   * @param terms persisted, one element a block
   * @param finish what the blocks are made by
   * @param valueUnit exponent of the power of two that values are divided by
   * @param trivial whether all scales are 1 and there are no biases
   */
  RowSide(RowIds ids, JavaRDD<RowTerms> terms, BlockFinish finish, int valueUnit, boolean trivial) {
    this.ids = ids;
    this.terms = terms;
    this.finish = finish;
    this.valueUnit = valueUnit;
    this.trivial = trivial;
  }

  RowIds ids() {
    return ids;
  }

  JavaRDD<RowTerms> terms() {
    return terms;
  }

  /** What the blocks are made by, values divided by the unit. */
  BlockFinish finish() {
    return finish;
  }

  /** Exponent of the power of two that values are divided by. */
  int valueUnit() {
    return valueUnit;
  }

  /** μ alone, in the units of the data: of what is subtracted it needs nothing from the rows. */
  double mean() {
    return ofColumns().mean();
  }

  /** What is subtracted, but for the biases of rows. */
  private Centering ofColumns() {
    return finish.biases().with(new double[0]).times(valueUnit);
  }

  /** What is subtracted, in the units of the data. */
  Centering centering() {
    gather();
    return Objects.requireNonNull(centering);
  }

  /** The coefficients of the cells. */
  Scales scales() {
    gather();
    return Objects.requireNonNull(scales);
  }

  private void gather() {
    if (centering != null) {
      return;
    }
    List<RowTerms> all = trivial ? List.of() : Jobs.collect(terms);
    centering = finish.biases().with(RowTerms.biases(all)).times(valueUnit);
    scales = trivial ? Scales.plain() : finish.scales(RowTerms.scales(all, ids.cut()));
  }

  /** Ids, scales and biases in the units of the data, by ranges of rows. */
  JavaRDD<ModelSide> sides() {
    int unit = valueUnit;
    return ids.ranges()
        .zipPartitions(
            terms, (all, each) -> List.of(side(all.next(), each.next(), unit)).iterator());
  }

  private static ModelSide side(IdIndex ids, RowTerms terms, int unit) {
    int n = ids.size();
    double[] scales = terms.scales();
    double[] biases = terms.biases();
    return new ModelSide(
        ids,
        Matrix.zeros(n, 0),
        scales == null ? ones(n) : scales,
        biases.length == 0 ? new double[n] : PowersOfTwo.scaled(biases, unit));
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The same of the columns. */
  ModelSide sideOfColumns(IdIndex cols) {
    int n = cols.size();
    Scales known = finish.scales(null);
    double[] scales = new double[n];
    Arrays.setAll(scales, known::col);
    double[] biases = ofColumns().colBias();
    return new ModelSide(
        cols, Matrix.zeros(n, 0), scales, biases.length == 0 ? new double[n] : biases);
  }

  /** Releases what is persisted. */
  void close() {
    ids.close();
    terms.unpersist();
  }
}

package org.overrank.spark.model;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.ModelSide;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.objective.Factors;
import org.overrank.objective.Units;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowElimination;
import org.overrank.spark.entries.EntryData;

/**
 * A model whose rows are where their entries are: each partition solves for its own, to the bits
 * that were certified.
 */
public final class PlacedModel extends LowRankModel {
  private final EntryData data;
  private final Matrix right;

  /**
   * A model that a fit has found.
   *
   * @param metadata the problem it solves
   * @param source brings the matrix to the driver, for those who need it there
   * @param data what was fitted; open as long as the model is used
   * @param answer V alone, in user units
   */
  public PlacedModel(
      ModelMetadata metadata, Supplier<LowRankMatrix> source, EntryData data, Factors answer) {
    super(metadata, source);
    this.data = data;
    this.right = answer.right();
  }

  /** The columns; those that no training entry is in without what is left of the start. */
  ModelSide cols() {
    ModelSide side = data.colSide();
    Matrix factor = right.copy();
    for (int b = 0; b < factor.rows(); b++) {
      for (int k = 0; side.scale()[b] == 0 && k < factor.cols(); k++) {
        factor.set(b, k, 0);
      }
    }
    return new ModelSide(side.ids(), factor, side.scale(), side.bias());
  }

  /**
   * Writes the rows, a file for each partition; one pass.
   *
   * @param directory where to; made
   * @param hadoop the file systems
   * @return what each file holds
   * @throws IOException if they cannot be written
   */
  List<RowFiles.Part> writeRows(Path directory, Configuration hadoop) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(data.train().context());
    Matrix kept = data.shape().units().factorsOf(Factors.implied(right)).right();
    Broadcast<Matrix> shared = context.broadcast(kept);
    try {
      return RowFiles.write(rows(shared), directory, hadoop);
    } finally {
      shared.destroy();
    }
  }

  /** One element a partition, solved for when it is used. */
  private JavaRDD<RowFiles.Rows> rows(Broadcast<Matrix> shared) {
    Units units = data.shape().units();
    double ridge = units.lambdaOf(metadata().lambda()) * data.shape().measurements();
    int exponent = units.matrix() - units.right();
    return data.train()
        .zipPartitions(
            data.rowSides(),
            (blocks, sides) ->
                solved(blocks.next(), sides.next(), shared.value(), ridge, exponent));
  }

  private static Iterator<RowFiles.Rows> solved(
      EntryBlock block, ModelSide side, Matrix kept, double ridge, int exponent) {
    int rows = block.range().size();
    double[] factor = new double[Math.multiplyExact(rows, kept.cols())];
    RowElimination.of(block, kept, ridge).solve(factor);
    Matrix inUnits = Matrix.wrap(rows, kept.cols(), PowersOfTwo.scaled(factor, exponent));
    ModelSide whole = new ModelSide(side.ids(), inUnits, side.scale(), side.bias());
    return List.of(new RowFiles.Rows(block.range().start(), whole)).iterator();
  }
}

package org.overrank.spark.entries;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.EntryChunk;
import org.overrank.data.entries.RangeCut;
import org.overrank.data.entries.SortedEntries;
import org.overrank.sensing.Background;
import org.overrank.sensing.EntryBlock;

/** The same entries by ranges of columns: blocks whose rows are the matrix's columns. */
final class TransposedCopy {
  private TransposedCopy() {}

  /**
   * Transposes a matrix, in one shuffle.
   *
   * @param blocks of a d1 × d2 matrix, by rows
   * @param rows d1
   * @param cols d2
   * @param cut ranges of columns
   * @param background of the d1 × d2 matrix, or null
   * @return blocks of the d2 × d1 matrix; measurements of one cell keep their order
   */
  static JavaRDD<EntryBlock> of(
      JavaRDD<EntryBlock> blocks,
      int rows,
      int cols,
      RangeCut cut,
      @Nullable Background background) {
    Background transposed = background == null ? null : background.transposed();
    return Regroup.byRange(
        blocks,
        block -> chunk(block).split(cut),
        cut.parts(),
        (Integer part, List<EntryChunk> chunks) ->
            block(SortedEntries.merge(cut.range(part), chunks), rows, cols, transposed));
  }

  static EntryChunk chunk(EntryBlock block) {
    double[] coefficients = new double[block.count()];
    for (int e = 0; e < coefficients.length; e++) {
      coefficients[e] = block.coefficient(e);
    }
    double @Nullable [] needed = BlockFinish.nullIfOnes(coefficients);
    EntryChunk chunk = new EntryChunk(block.targets(), needed);
    for (int k = 0; k < block.range().size(); k++) {
      for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
        chunk.place(e, block.columns()[e], block.range().start() + k, e);
      }
    }
    return chunk;
  }

  static EntryBlock block(
      SortedEntries entries, int rows, int cols, @Nullable Background background) {
    return new EntryBlock(
        cols,
        rows,
        entries.range(),
        entries.offsets(),
        entries.cols(),
        entries.values(),
        BlockFinish.nullIfOnes(entries.weights()),
        background);
  }
}

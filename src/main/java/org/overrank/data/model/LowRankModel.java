package org.overrank.data.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fitted matrix and how it came about. The matrix is brought together when first asked for. */
public class LowRankModel {
  private final ModelMetadata metadata;
  private final Supplier<LowRankMatrix> source;
  private @Nullable LowRankMatrix matrix;

  /**
   * A model whose matrix is here.
   *
   * @param metadata the problem it solves
   * @param matrix the matrix
   */
  public LowRankModel(ModelMetadata metadata, LowRankMatrix matrix) {
    this(metadata, () -> matrix);
  }

  /**
   * A model whose matrix is elsewhere.
   *
   * @param metadata the problem it solves
   * @param source brings the matrix here; asked once
   */
  protected LowRankModel(ModelMetadata metadata, Supplier<LowRankMatrix> source) {
    this.metadata = metadata;
    this.source = source;
  }

  /**
   * The problem it solves.
   *
   * @return metadata
   */
  public final ModelMetadata metadata() {
    return metadata;
  }

  /**
   * The matrix, all rows of it.
   *
   * @return the same at every call
   */
  public final synchronized LowRankMatrix matrix() {
    if (matrix == null) {
      matrix = metadata.told(source.get());
    }
    return matrix;
  }
}

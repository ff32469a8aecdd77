package org.overrank.ml;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankMatrix;

/**
 * A fitted matrix, sent to the executors when the first table asks for it, and once. What is sent
 * goes when nothing refers to it any longer: tables are computed after {@code transform} returns.
 */
final class SharedMatrix implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LowRankMatrix matrix;
  private transient @Nullable Broadcast<LowRankMatrix> sent;
  private transient @Nullable String application;

  SharedMatrix(LowRankMatrix matrix) {
    this.matrix = matrix;
  }

  /**
   * The matrix for the executors.
   *
   * @param session where
   */
  synchronized Broadcast<LowRankMatrix> in(SparkSession session) {
    Broadcast<LowRankMatrix> there = sent;
    String asking = session.sparkContext().applicationId();
    if (there == null || !asking.equals(application)) {
      there = JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(matrix);
      sent = there;
      application = asking;
    }
    return there;
  }
}

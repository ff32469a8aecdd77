package org.overrank.spark.instances;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.overrank.certify.ExactNorm;
import org.overrank.certify.LanczosNorm;
import org.overrank.certify.OperatorNorm;
import org.overrank.landscape.Instance;
import org.overrank.linalg.LinearOperator;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.Storage;
import org.overrank.spark.DistributedObjective;

/** The λ at which an instance's penalty weighs as much as its noise (theory, section 5). */
public final class NoiseLevel {
  /** Of ‖A*(y)‖_op/N, where there is no noise to go by. */
  private static final double NOISELESS = 1e-6;

  private static final double WIDTH = 1e-2;
  private static final int STEPS = 60;
  private static final int CHUNK = 256;

  /** Parts depend on the instance alone, as λ does: not on how many files are written. */
  private static final long MOST_PARTS = 4096;

  private final SparkSession session;

  /**
   * Noise levels.
   *
   * @param session where
   */
  public NoiseLevel(SparkSession session) {
    this.session = session;
  }

  /**
   * The λ that an instance is known for; else ‖A*(noise)‖_op/N, by one pass over its measurements,
   * or a millionth of ‖A*(y)‖_op/N without noise. For entries, whose noise is a random sparse
   * matrix, σ(√(N/d1) + √(N/d2))/N, what its norm is close to.
   *
   * @param instance the instance
   * @return λ &gt; 0
   */
  public double lambda(Instance instance) {
    if (instance.lambda().isPresent()) {
      return instance.lambda().getAsDouble();
    }
    double n = instance.count();
    double deviation = instance.deviation();
    if (instance.kind() == MeasurementKind.ENTRIES) {
      double size = Math.sqrt(n / instance.rows()) + Math.sqrt(n / instance.cols());
      return (deviation > 0 ? deviation : NOISELESS) * size / n;
    }
    double norm = adjointNorm(instance, deviation > 0);
    return (deviation > 0 ? 1 : NOISELESS) * norm / n;
  }

  /** ‖A*(noise)‖_op or ‖A*(y)‖_op. */
  private double adjointNorm(Instance instance, boolean ofNoise) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    BlockSpec spec =
        new BlockSpec(
            instance.kind(), instance.rows(), instance.cols(), Storage.DOUBLE, seed(instance));
    int parts = (int) Math.max(1, Math.min(MOST_PARTS, instance.count() / CHUNK));
    JavaRDD<MatrixBlock> blocks =
        InstanceTable.indices(context, instance.count(), parts)
            .mapPartitions(
                indices -> {
                  List<Measurement> measurements = new ArrayList<>();
                  indices.forEachRemaining(
                      i -> {
                        Measurement m = instance.measurement(i);
                        double value = ofNoise ? instance.noise(i) : m.value();
                        measurements.add(new Measurement(m.matrix(), value, m.weight()));
                      });
                  return List.of(spec.build(measurements)).iterator();
                });
    ProblemShape shape =
        ProblemShape.ofMatrices(instance.rows(), instance.cols(), instance.count());
    try (Objective objective = new DistributedObjective(shape, blocks, null)) {
      Factors zero = Factors.zeros(instance.rows(), instance.cols(), 1);
      LinearOperator adjoint = objective.evaluate(new ResidualAdjoint(zero)).adjoint();
      OperatorNorm norm =
          OperatorNorm.exactWherePossible(
              new ExactNorm(ExactNorm.DEFAULT_LIMIT), new LanczosNorm(0.01, WIDTH, STEPS, 1));
      return norm.enclose(adjoint).upper() * instance.count() / 2;
    }
  }

  private static long seed(Instance instance) {
    return instance.parameters().get("seed") instanceof Long seed ? seed : 0;
  }
}

package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overrank.LocalSpark;

class TransportTest {
  private static final JavaSparkContext CONTEXT = LocalSpark.context();
  private static final List<Integer> NUMBERS = List.of(3, 1, 4, 1, 5, 9, 2, 6, 3, 1, 4, 1);

  private static JavaRDD<Integer> oneAPartition() {
    return CONTEXT.parallelize(NUMBERS, NUMBERS.size());
  }

  /** Its number times a shared one. */
  private static final class Times extends BlockTask<Integer, double[]> {
    private static final long serialVersionUID = 1L;
    private final Shared<double[]> factor;

    Times(Shared<double[]> factor) {
      this.factor = factor;
    }

    @Override
    double[] of(Integer number) {
      if (number > 6 && factor.value()[0] < 0) {
        throw new IllegalArgumentException("number " + number);
      }
      return new double[] {number * factor.value()[0]};
    }
  }

  /** One array behind the other: a sum that shows its order. */
  private static double[] sum(Transport transport, Times task) {
    return transport.sum(
        oneAPartition(),
        task,
        group -> group.stream().flatMapToDouble(DoubleStream::of).toArray(),
        true);
  }

  @ParameterizedTest
  @EnumSource
  void results_areAddedInPartitionOrder(Transport transport) {
    try (Shared<double[]> shared = transport.share(CONTEXT, new double[] {0.5})) {
      assertThat(sum(transport, new Times(shared)))
          .containsExactly(1.5, .5, 2.0, .5, 2.5, 4.5, 1.0, 3.0, 1.5, .5, 2.0, .5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void failureOfATask_isThrown(Transport transport) {
    try (Shared<double[]> shared = transport.share(CONTEXT, new double[] {-1})) {
      Times task = new Times(shared);
      assertThatThrownBy(() -> sum(transport, task))
          .isInstanceOf(SparkException.class)
          .hasMessageContaining("number 9");
    }
  }

  @ParameterizedTest
  @EnumSource
  void closed_isSharedNoLonger(Transport transport) {
    Shared<double[]> shared = transport.share(CONTEXT, new double[] {1});
    shared.close();
    Times task = new Times(shared);
    assertThatThrownBy(() -> sum(transport, task)).isInstanceOf(SparkException.class);
  }

  @Test
  void oneJvm_handsOverTheThingItself() {
    assertThat(Transport.of(CONTEXT)).isEqualTo(Transport.BY_REFERENCE);
    double[] value = {1};
    try (Shared<double[]> shared = Transport.BY_REFERENCE.share(CONTEXT, value)) {
      assertThat(shared.value()).isSameAs(value);
    }
  }
}

package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import scala.Tuple2;

class NeighboursTest {
  private static final JavaSparkContext CONTEXT = LocalSpark.context();

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"10,1,1", "10,1,4", "10,7,3", "10,7,7", "3,8,3"}) // with 8, some have none
  void elementsKeepTheirOrder(int count, int partitions, int most) {
    JavaRDD<Integer> rdd = CONTEXT.parallelize(numbers(count), partitions);
    try (Neighbours<Integer> groups = new Neighbours<>(rdd.rdd(), most)) {
      assertThat(groups.getNumPartitions()).isEqualTo(Math.min(partitions, most));
      assertThat(groups.toJavaRDD().collect()).isEqualTo(numbers(count));
    }
  }

  @Test
  void whatWasNotComputedYet_isComputedFirst() {
    List<Tuple2<Integer, Integer>> keyed =
        numbers(40).stream().map(k -> new Tuple2<>(k, k)).toList();
    JavaRDD<Integer> shuffled =
        JavaPairRDD.fromJavaRDD(CONTEXT.parallelize(keyed, 3))
            .partitionBy(new HashPartitioner(5))
            .values();
    try (Neighbours<Integer> groups = new Neighbours<>(shuffled.rdd(), 2)) {
      assertThat(groups.toJavaRDD().collect()).isEqualTo(shuffled.collect()).hasSize(40);
    }
  }

  @Test
  void tasksCarryANumber_untilItIsClosed() throws Exception {
    int[] large = new int[100_000];
    Arrays.setAll(large, k -> k);
    JavaRDD<Integer> rdd = CONTEXT.parallelize(numbers(4), 4).map(k -> large[k]);
    byte[] written;
    try (Neighbours<Integer> groups = new Neighbours<>(rdd.rdd(), 2)) {
      assertThat(groups.toJavaRDD().collect()).containsExactly(0, 1, 2, 3);
      written = written(groups);
      assertThat(written).hasSizeLessThan(1_000);
      assertThat(read(written)).isSameAs(groups);
    }
    assertThatThrownBy(() -> read(written)).hasMessageContaining("no longer shared");
  }

  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }
}

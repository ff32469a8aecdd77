package org.overrank.spark;

import java.io.Serializable;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext$;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.Tuple2;
import scala.reflect.ClassTag;

/**
 * Shuffles that write by serializers which are there. Spark gives a shuffle a serializer of its
 * own, whose pool begins empty in each task; a task that writes to P partitions then registers
 * every class P times, which for small tables was a sixth of all work of a command.
 */
public final class Shuffle {
  private Shuffle() {}

  /**
   * Brings elements to the partitions that they are numbered for.
   *
   * @param numbered elements by the number of their partition, from 0
   * @param partitions how many
   * @param <T> kind of element
   * @return the same elements where they belong, in any order
   */
  public static <T> JavaPairRDD<Integer, T> toPartitions(
      JavaPairRDD<Integer, T> numbered, int partitions) {
    ClassTag<Integer> keys = JavaSparkContext$.MODULE$.fakeClassTag();
    ClassTag<T> values = JavaSparkContext$.MODULE$.fakeClassTag();
    // The hash of an Integer is its value, so number k goes to partition k.
    ShuffledRDD<Integer, T, T> moved =
        new ShuffledRDD<>(numbered.rdd(), new HashPartitioner(partitions), keys, values, values);
    return JavaPairRDD.fromRDD(pairs(moved.setSerializer(new OfTheProcess())), keys, values);
  }

  @SuppressWarnings("unchecked") // Scala's tuples are its pairs.
  private static <T> RDD<Tuple2<Integer, T>> pairs(ShuffledRDD<Integer, T, T> moved) {
    return (RDD<Tuple2<Integer, T>>) (Object) moved;
  }

  /** The serializer of the process that it is in, whose pool outlives tasks. */
  private static final class OfTheProcess extends Serializer implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public SerializerInstance newInstance() {
      return SparkEnv.get().serializer().newInstance();
    }

    @Override
    public boolean supportsRelocationOfSerializedObjects() {
      return SparkEnv.get().serializer().supportsRelocationOfSerializedObjects();
    }
  }
}

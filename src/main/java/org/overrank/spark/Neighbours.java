package org.overrank.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An RDD's elements in their order, neighbouring partitions taken together, for tasks in the
 * driver's JVM.
 *
 * <p>A pass is so no more tasks than cores: to start one takes Spark a millisecond, and longer
 * while all cores compute. Nor do tasks carry how the elements came about, which Spark would write
 * out for every job and read again in every task, for half the time of a short pass: they carry a
 * number, and find the driver's own RDD by it.
 *
 * @param <B> what the RDD holds
 */
final class Neighbours<B> extends RDD<B> implements AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final transient RDD<B> members;
  private final transient int groups;
  private final transient Shared<Neighbours<B>> self;

  /**
   * Groups an RDD's partitions; to be closed after the jobs.
   *
   * @param members any RDD that tasks of this JVM compute; what is not persisted of it is computed
   *     by the driver's own functions, which must bear several threads
   * @param most how many groups there may be
   */
  Neighbours(RDD<B> members, int most) {
    super(members.context(), seq(List.of()), members.elementClassTag());
    this.members = members;
    this.groups = Math.min(most, members.getNumPartitions());
    this.self = Shared.reference(this);
  }

  @Override
  public Partition[] getPartitions() {
    return IntStream.range(0, groups).mapToObj(Group::new).toArray(Partition[]::new);
  }

  @Override
  public Seq<Dependency<?>> getDependencies() {
    return seq(List.of(new OnMembers(this)));
  }

  @Override
  public Iterator<B> compute(Partition group, TaskContext task) {
    Partition[] partitions = members.partitions();
    return CollectionConverters.asScala(indices(group.index()).iterator())
        .flatMap(k -> members.iterator(partitions[k], task));
  }

  /** The number of each group's first member. */
  int[] starts() {
    return IntStream.range(0, groups).map(group -> indices(group).min().orElseThrow()).toArray();
  }

  /** The numbers of a group's members. */
  private IntStream indices(int group) {
    long all = members.getNumPartitions();
    return IntStream.range((int) (group * all / groups), (int) ((group + 1) * all / groups));
  }

  private static <T> Seq<T> seq(List<? extends T> list) {
    return CollectionConverters.<T>asScala(List.copyOf(list)).toSeq();
  }

  @Override
  public void close() {
    self.close();
  }

  @Serial
  private Object writeReplace() {
    return new ByNumber(self);
  }

  /** What a task carries. */
  private record ByNumber(Shared<?> rdd) implements Serializable {
    @Serial
    private Object readResolve() {
      return rdd.value();
    }
  }

  /** Partitions that are taken together, by their group's number. */
  private record Group(int index) implements Partition {}

  /** For Spark's scheduler: what must be there before a group can be computed. */
  private static final class OnMembers extends NarrowDependency<Object> {
    private static final long serialVersionUID = 1L;

    private final transient Neighbours<?> groups;

    @SuppressWarnings("unchecked") // A dependency only tells the scheduler what comes first.
    <B> OnMembers(Neighbours<B> groups) {
      super((RDD<Object>) (RDD<?>) groups.members);
      this.groups = groups;
    }

    @Override
    public Seq<Object> getParents(int group) {
      return seq(groups.indices(group).boxed().toList());
    }
  }
}

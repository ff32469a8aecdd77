package org.overrank.spark;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A value of the driver's that tasks read, until it is closed.
 *
 * @param <T> kind of value
 */
abstract class Shared<T> implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private Shared() {}

  /**
   * The value, on the driver or in a task.
   *
   * @return not to be modified by tasks that others read beside
   * @throws IllegalStateException if it is closed
   */
  abstract T value();

  /** Forgets the value, everywhere. */
  @Override
  public abstract void close();

  static <T> Shared<T> broadcast(JavaSparkContext context, T value) {
    return new OfBroadcast<>(context.broadcast(value));
  }

  static <T> Shared<T> reference(T value) {
    return new OfReference<>(value);
  }

  private static final class OfBroadcast<T> extends Shared<T> {
    private static final long serialVersionUID = 1L;

    /**
     * The one closed last. Spark removes a broadcast's pieces in the background, and once more when
     * its handle is collected; at the same time, each takes the other's work for an error.
     */
    private static final AtomicReference<@Nullable Broadcast<?>> LEAVING = new AtomicReference<>();

    private final Broadcast<T> broadcast;

    OfBroadcast(Broadcast<T> broadcast) {
      this.broadcast = broadcast;
    }

    @Override
    T value() {
      return broadcast.value();
    }

    @Override
    public void close() {
      broadcast.destroy();
      LEAVING.set(broadcast);
    }
  }

  /** Tasks are serialized in every mode, so they carry a number; the values stay here. */
  private static final class OfReference<T> extends Shared<T> {
    private static final long serialVersionUID = 1L;
    private static final AtomicLong NEXT = new AtomicLong();
    private static final Map<Long, Object> VALUES = new ConcurrentHashMap<>();
    private final long key = NEXT.incrementAndGet();

    OfReference(T value) {
      VALUES.put(key, value);
    }

    @Override
    @SuppressWarnings("unchecked") // Only the constructor puts values.
    T value() {
      Object value = VALUES.get(key);
      if (value == null) {
        throw new IllegalStateException("this value is no longer shared");
      }
      return (T) value;
    }

    @Override
    public void close() {
      VALUES.remove(key);
    }
  }
}

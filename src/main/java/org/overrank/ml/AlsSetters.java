package org.overrank.ml;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Setters of Spark's ALS that mean nothing here, so that its code compiles: each is warned of once.
 *
 * @param <S> the stage
 */
public interface AlsSetters<S> {
  /** {@return this} */
  S self();

  /**
   * Says that users are not cut into blocks by number: {@code numPartitions} cuts entries.
   *
   * @param value not looked at
   * @return this
   */
  default S setNumUserBlocks(int value) {
    return idle("numUserBlocks: entries are cut by numPartitions");
  }

  /**
   * Says that items are not cut into blocks by number: {@code numPartitions} cuts entries.
   *
   * @param value not looked at
   * @return this
   */
  default S setNumItemBlocks(int value) {
    return idle("numItemBlocks: entries are cut by numPartitions");
  }

  /**
   * Says that users and items are not cut into blocks by number.
   *
   * @param value not looked at
   * @return this
   */
  default S setNumBlocks(int value) {
    return idle("numBlocks: entries are cut by numPartitions");
  }

  /**
   * Says that checkpoints are told by {@code checkpointDir} and {@code checkpointSeconds}.
   *
   * @param value not looked at
   * @return this
   */
  default S setCheckpointInterval(int value) {
    return idle("checkpointInterval: checkpoints are told by checkpointDir, checkpointSeconds");
  }

  /**
   * Says that there are no intermediate DataFrames.
   *
   * @param value not looked at
   * @return this
   */
  default S setIntermediateStorageLevel(String value) {
    return idle("intermediateStorageLevel: entries are kept in memory, and on disk if need be");
  }

  /**
   * Says that factors are no DataFrames until they are asked for.
   *
   * @param value not looked at
   * @return this
   */
  default S setFinalStorageLevel(String value) {
    return idle("finalStorageLevel: factors become DataFrames when they are asked for");
  }

  /**
   * Says that recommendations choose their blocks by themselves.
   *
   * @param value not looked at
   * @return this
   */
  default S setBlockSize(int value) {
    return idle("blockSize: recommendations choose their blocks by themselves");
  }

  private S idle(String why) {
    if (Told.ONCE.add(why)) {
      Told.LOG.warn("a param of ALS that does nothing here, {}", why);
    }
    return self();
  }

  /** What was said in this JVM. */
  final class Told {
    private static final Set<String> ONCE = ConcurrentHashMap.newKeySet();
    private static final Logger LOG = LoggerFactory.getLogger(AlsSetters.class);

    private Told() {}
  }
}

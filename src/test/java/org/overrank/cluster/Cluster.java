package org.overrank.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Processes of this machine on which Spark runs applications. */
interface Cluster extends AutoCloseable {
  /**
   * Submits the shaded jar through Spark's own SparkSubmit.
   *
   * @param name of the log
   * @param deployMode client or cluster
   * @param options of SparkSubmit
   * @param settings of Spark, for this application
   * @param arguments of overrank
   * @return the submitting process, which is the driver in client mode
   */
  SparkProcess submit(
      String name,
      String deployMode,
      List<String> options,
      Map<String, String> settings,
      List<String> arguments)
      throws IOException;

  /** Options with which a driver that dies in cluster mode is started again. */
  List<String> supervision();

  /** What runs tasks, the oldest node's first. */
  List<ProcessHandle> executors();

  /** Drivers that the cluster itself runs. */
  List<ProcessHandle> drivers();

  /** SIGKILL to a node that runs an executor. */
  void killNode() throws Exception;

  /** Starts one more node, without waiting for it. */
  void addNode() throws IOException;

  /** Waits until a number of nodes is there. */
  void awaitNodes(int count) throws Exception;

  /** Where executors keep blocks and shuffles. */
  Path localDirectory();

  /**
   * Where a run's output is.
   *
   * @param name of a file or folder
   * @return its address: a path, or one on HDFS
   */
  String place(String name);

  /**
   * Brings a folder where the cluster's executors read it.
   *
   * @param folder on a disk of this machine
   * @return its address
   */
  String put(Path folder) throws IOException;

  /** Ends what was started here, and nothing else. */
  @Override
  void close();
}

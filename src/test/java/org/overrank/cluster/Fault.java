package org.overrank.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What can happen to a run. */
enum Fault {
  NONE("nothing") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) {}
  },

  EXECUTOR_KILLED("an executor is killed (-9)") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) {
      executor(cluster).destroyForcibly();
    }
  },

  NODE_KILLED("a worker is killed (-9), another joins") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) throws Exception {
      cluster.killNode();
      cluster.addNode();
    }
  },

  SHUFFLE_FILES_DELETED("all shuffle files are deleted, then an executor is killed (-9)") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) throws Exception {
      // Blocks that are kept need no shuffle; those of the executor have to be shuffled again.
      try (Stream<Path> files = Files.walk(cluster.localDirectory())) {
        List<Path> shuffled = files.filter(Fault::isOfAShuffle).toList();
        assertThat(shuffled).isNotEmpty();
        for (Path file : shuffled) {
          Files.deleteIfExists(file);
        }
      }
      executor(cluster).destroyForcibly();
    }
  },

  DRIVER_KILLED("the driver is killed (-9), the command given again") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) throws Exception {
      driver.kill();
    }
  },

  EXECUTOR_STOPPED("an executor is stopped for 4 s") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) throws Exception {
      stop(executor(cluster), 4);
    }
  },

  EXECUTOR_GIVEN_UP("an executor is stopped for 12 s, given up after 6 s") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) throws Exception {
      stop(executor(cluster), 12);
    }

    @Override
    Map<String, String> settings() {
      return Map.of(
          "spark.network.timeout", "6s",
          "spark.executor.heartbeatInterval", "1s",
          "spark.network.timeoutInterval", "1s");
    }
  },

  EXECUTOR_DECOMMISSIONED("an executor is told to leave (SIGPWR) and hands its blocks on") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) throws Exception {
      signal("PWR", executor(cluster));
    }

    @Override
    Map<String, String> settings() {
      return Map.of(
          "spark.decommission.enabled", "true",
          "spark.storage.decommission.enabled", "true",
          "spark.storage.decommission.rddBlocks.enabled", "true",
          "spark.storage.decommission.shuffleBlocks.enabled", "true");
    }
  },

  DYNAMIC_ALLOCATION("executors come and go: dynamic allocation, 1 to 2 of them") {
    @Override
    void strike(Cluster cluster, SparkProcess driver) {}

    @Override
    Map<String, String> settings() {
      return Map.of(
          "spark.dynamicAllocation.enabled", "true",
          "spark.dynamicAllocation.minExecutors", "1",
          "spark.dynamicAllocation.maxExecutors", "2",
          "spark.dynamicAllocation.executorIdleTimeout", "1s",
          "spark.dynamicAllocation.cachedExecutorIdleTimeout", "1s",
          "spark.dynamicAllocation.shuffleTracking.timeout", "1s",
          "spark.dynamicAllocation.schedulerBacklogTimeout", "1s");
    }
  };

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** Lets it happen. */
  abstract void strike(Cluster cluster, SparkProcess driver) throws Exception;

  /** Spark's settings without which it would not happen in time. */
  Map<String, String> settings() {
    return Map.of();
  }

  String words() {
    return words;
  }

  /** The executor that has worked longest. */
  private static ProcessHandle executor(Cluster cluster) {
    return cluster.executors().get(0);
  }

  private static boolean isOfAShuffle(Path file) {
    return file.getFileName().toString().matches("shuffle_.*\\.(data|index|checksum.*)");
  }

  private static void stop(ProcessHandle process, int seconds) throws Exception {
    signal("STOP", process);
    try {
      Thread.sleep(seconds * 1000L);
    } finally {
      signal("CONT", process);
    }
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    String command = "kill -" + name + " " + process.pid();
    new ProcessBuilder("bash", "-c", command).inheritIO().start().waitFor();
  }
}

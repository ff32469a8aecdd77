package org.overrank.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One JVM of a cluster, started here and stopped here, with all that came of it. */
final class SparkProcess implements AutoCloseable {
  private static final long SECONDS_TO_STOP = 5;
  private static final long POLL_MILLIS = 100;

  private final String name;
  private final Process process;
  private final Path log;

  private SparkProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a JVM.
   *
   * @param name what people call it
   * @param environment more variables
   * @param log where its output goes, errors included
   * @param arguments of java
   */
  static SparkProcess start(
      String name, Map<String, String> environment, Path log, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    SparkProcess started = new SparkProcess(name, builder.start(), log);
    // Should the tests themselves be ended, nobody else would end what they started.
    Runtime.getRuntime().addShutdownHook(new Thread(started::close));
    return started;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String log() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** Direct children with a class on their command line: executors, or drivers, of a worker. */
  List<ProcessHandle> children(String mainClass) {
    try (Stream<ProcessHandle> children = process.children()) {
      return children.filter(child -> isOf(child, mainClass)).toList();
    }
  }

  private static boolean isOf(ProcessHandle child, String mainClass) {
    return child.info().arguments().stream()
            .flatMap(Stream::of)
            .anyMatch(argument -> argument.equals(mainClass))
        || child.info().commandLine().orElse("").contains(mainClass);
  }

  /** Waits for the end. */
  int waitFor(int seconds) throws Exception {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " has not ended in " + seconds + " s:\n" + log());
    }
    return process.exitValue();
  }

  /** Waits until something is so, as long as the process lives. */
  void await(String what, int seconds, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (!isAlive() || System.nanoTime() > end) {
        throw new AssertionError(name + ": waited in vain for " + what + ":\n" + log());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** SIGKILL, to this process and not to its children. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends the process and what it started. */
  @Override
  public void close() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    // A stopped or orphaned child would outlive its parent.
    family.forEach(ProcessHandle::destroyForcibly);
  }
}

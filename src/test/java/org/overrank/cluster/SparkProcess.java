package org.overrank.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** As long may nothing be written, by anyone, before a wait is in vain. */
  private static final long SILENCE_NANOS = 180_000_000_000L;

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

  /** As {@link #children}, with what other processes started in between; no shells. */
  List<ProcessHandle> descendants(String mainClass) {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      return descendants
          .filter(each -> each.info().command().orElse("").endsWith("/java"))
          .filter(each -> isOf(each, mainClass))
          .toList();
    }
  }

  private static boolean isOf(ProcessHandle child, String mainClass) {
    return child.info().arguments().stream()
            .flatMap(Stream::of)
            .anyMatch(argument -> argument.equals(mainClass))
        || child.info().commandLine().orElse("").contains(mainClass);
  }

  /** Waits for the end, as {@link #await}. */
  int waitFor(Path watched) throws Exception {
    await("its end", watched, () -> !isAlive());
    return process.exitValue();
  }

  /**
   * Waits until something is so: as long as the process lives and progress is made, however slow
   * the machine.
   *
   * @param what is waited for
   * @param watched a directory; progress is that files in it grow
   * @param condition whether it is so
   */
  void await(String what, Path watched, BooleanSupplier condition) throws Exception {
    long written = bytes(watched);
    long end = System.nanoTime() + SILENCE_NANOS;
    while (!condition.getAsBoolean()) {
      boolean silent = false;
      if (System.nanoTime() > end) {
        long now = bytes(watched);
        silent = now == written;
        written = now;
        end = System.nanoTime() + SILENCE_NANOS;
      }
      // What was waited for may be the last thing that the process did.
      if (silent || (!isAlive() && !condition.getAsBoolean())) {
        throw new AssertionError(name + ": waited in vain for " + what + ":\n" + log());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (UncheckedIOException e) {
      return System.nanoTime(); // A file went away: something is going on.
    }
  }

  /** SIGKILL, to this process and not to its children. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGKILL, to this process first and then to all that came of it. */
  void killAll() throws InterruptedException {
    List<ProcessHandle> family = process.descendants().toList();
    kill();
    family.forEach(ProcessHandle::destroyForcibly);
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

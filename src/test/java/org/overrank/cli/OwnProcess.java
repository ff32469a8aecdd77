package org.overrank.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.overrank.OwnJvm;

/** A command in a JVM of its own, which can be ended. */
final class OwnProcess {
  private final Process process;
  private final Path log;

  private OwnProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** What runs a class of the tests' class path on two cores. */
  static List<String> java(String... rest) {
    List<String> command = OwnJvm.command("-Dspark.ui.enabled=false", "-Dspark.master=local[2]");
    command.addAll(List.of(rest));
    return command;
  }

  /** Starts a command of overrank; what it prints goes to a file. */
  static OwnProcess start(Path log, String... args) throws IOException {
    return start(log, List.of(), args);
  }

  /** The same, with more flags for the JVM, which win. */
  static OwnProcess start(Path log, List<String> flags, String... args) throws IOException {
    List<String> command = java(flags.toArray(String[]::new));
    command.add(Overrank.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new OwnProcess(process, log);
  }

  /** Waits until something has happened, or the process has ended. */
  OwnProcess await(BooleanSupplier happened) throws InterruptedException {
    while (process.isAlive() && !happened.getAsBoolean()) {
      Thread.sleep(2);
    }
    return this;
  }

  /** Waits until it has printed some words, or has ended. */
  OwnProcess await(String words) throws InterruptedException {
    return await(() -> lines().stream().anyMatch(line -> line.contains(words)));
  }

  /** Sends TERM and waits for the end. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  /** Sends INT, as Ctrl-C does, or TERM where that is ignored, and waits for the end. */
  int interrupt() throws IOException, InterruptedException {
    String signal = isDeafToInterrupts() ? "-TERM" : "-INT";
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    return process.waitFor();
  }

  /** A shell makes what it starts in the background ignore INT, and its children with it. */
  private static boolean isDeafToInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(8).trim(), 16) & 2) != 0);
  }

  /** Sends KILL. */
  int kill() throws InterruptedException {
    return process.destroyForcibly().waitFor();
  }

  int await() throws InterruptedException {
    return process.waitFor();
  }

  /** What it has printed, without what Java says at every start. */
  List<String> lines() {
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> !line.startsWith("WARNING: Using incubator"))
          .toList();
    } catch (IOException e) {
      return List.of(); // In the middle of a character.
    }
  }
}

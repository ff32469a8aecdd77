package org.overrank.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One command of the system.
 *
 * @param exit its exit code
 * @param output what it printed, errors included
 */
record ShellRun(int exit, String output) {
  static ShellRun of(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ShellRun(process.waitFor(), output);
  }

  static ShellRun of(String... command) throws IOException, InterruptedException {
    return of(Map.of(), List.of(command));
  }

  /** Whether the system has a command. */
  static boolean has(String command) throws IOException, InterruptedException {
    return of("bash", "-c", "command -v " + command).exit == 0;
  }
}

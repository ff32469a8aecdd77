package org.overrank.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.overrank.LocalSpark;

/**
 * One command, run in this JVM.
 *
 * @param exit its exit code
 * @param out lines on standard output
 * @param err lines on standard error
 */
record CommandRun(int exit, List<String> out, List<String> err) {
  private static final SessionSource SHARED =
      new SessionSource() {
        @Override
        public SparkSession open(String command) {
          return LocalSpark.session();
        }

        @Override
        public void release(SparkSession session) {}
      };

  private static final SessionSource NONE =
      new SessionSource() {
        @Override
        public SparkSession open(String command) {
          throw new AssertionError("Spark was started for a call that cannot succeed");
        }

        @Override
        public void release(SparkSession session) {}
      };

  /** Runs a command on the session that the tests share. */
  static CommandRun of(String... args) {
    return run(SHARED, args);
  }

  /** Runs a command that must not get as far as Spark. */
  static CommandRun withoutSpark(String... args) {
    return run(NONE, args);
  }

  private static CommandRun run(SessionSource sessions, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Overrank.run(
            new CommandContext(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                sessions,
                false),
            args);
    return new CommandRun(exit, lines(out), lines(err));
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

package org.overrank.cli.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.util.ShutdownHookManager;
import org.overrank.cli.options.HadoopSettings;

/**
 * The end of the process by Ctrl-C or TERM, in the order that leaves nothing half-written: first
 * say in one line what there is, and be silent from then on; then Spark stops (its hook has
 * priority 40), then staged outputs go, then the file systems close (Hadoop's hook, priority 10).
 */
public final class Interruption {
  private static final int BEFORE_SPARK = 100;
  private static final int AFTER_SPARK = 20;

  private static final Object LOCK = new Object();
  private static volatile boolean begun;
  private static volatile boolean over;
  private static volatile Supplier<String> remains = () -> "nothing was written";

  private Interruption() {}

  /** What can fail while an output is put in its place. */
  @FunctionalInterface
  interface Step {
    /**
     * Does it.
     *
     * @throws IOException if it fails
     */
    void run() throws IOException;
  }

  /**
   * From now on an interruption is told in one line.
   *
   * @param name what was interrupted
   * @param err where all goes
   * @param events where to say so
   * @return {@code err} for everybody else: closed once the process is ending, when threads that
   *     lose their scheduler complain at length
   */
  public static PrintStream takeNote(String name, PrintStream err, PrintStream events) {
    hook(() -> begin(name, events), BEFORE_SPARK);
    return new PrintStream(new Gate(err), true, StandardCharsets.UTF_8);
  }

  private static void begin(String name, PrintStream err) {
    synchronized (LOCK) {
      begun = true;
      if (!over) {
        Event.error(name + ": stopped: " + remains.get()).tell(err);
        err.flush();
      }
    }
    QuietLogs.ofEverything();
  }

  /** The command has ended by itself: what follows is no interruption. */
  public static void commandIsOver() {
    over = true;
  }

  /**
   * What an interruption leaves from now on.
   *
   * @param what the end of a sentence about it
   */
  public static void leaves(Supplier<String> what) {
    remains = what;
  }

  /**
   * Does what an interruption must not come between, and must tell of.
   *
   * @param step what to do
   * @param then what an interruption leaves from then on
   * @throws IOException if the step does
   */
  static void unlessBegun(Step step, String then) throws IOException {
    awaitEndIfBegun();
    synchronized (LOCK) {
      if (!begun) {
        step.run();
        remains = () -> then;
        return;
      }
    }
    awaitEndIfBegun();
  }

  /** In a process that is ending, waits for the end: whatever fails now fails because of it. */
  static void awaitEndIfBegun() {
    while (begun) {
      LockSupport.park();
    }
  }

  /**
   * Whether the process is ending; failures are then its consequence and not worth a word.
   *
   * @return true in a shutdown
   */
  public static boolean hasBegun() {
    return begun;
  }

  /**
   * Registers what must happen when the process ends early.
   *
   * @param cleanup run after Spark has stopped, while file systems are still open
   */
  static void onShutdown(Runnable cleanup) {
    hook(cleanup, AFTER_SPARK);
  }

  /** Hadoop would read all its files to find out how long a hook may take. */
  private static void hook(Runnable what, int priority) {
    long longest =
        HadoopSettings.now()
            .getTimeDuration(
                CommonConfigurationKeysPublic.SERVICE_SHUTDOWN_TIMEOUT,
                CommonConfigurationKeysPublic.SERVICE_SHUTDOWN_TIMEOUT_DEFAULT,
                TimeUnit.SECONDS);
    ShutdownHookManager.get()
        .addShutdownHook(what, priority, Math.max(1, longest), TimeUnit.SECONDS);
  }

  /**
   * Takes a cleanup back.
   *
   * @param cleanup what was registered
   */
  static void forget(Runnable cleanup) {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(cleanup);
    }
  }

  /** Lets nothing through once the process is ending. */
  private static final class Gate extends FilterOutputStream {
    Gate(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      if (!begun) {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!begun) {
        out.write(bytes, offset, length);
      }
    }
  }
}

package org.overrank.cli.output;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.overrank.fit.FitSettings;
import org.overrank.run.Riders;
import org.overrank.sweep.Sweep;

/** What is told of a sweep while it runs. */
public final class SweepTeller {
  private final LiveLine line;
  private boolean warned;
  private int done;
  private long began;

  /**
   * Tells nothing yet.
   *
   * @param err where to
   * @param terminal whether a line can be rewritten there
   */
  public SweepTeller(PrintStream err, boolean terminal) {
    this.line = new LiveLine(err, terminal, System::nanoTime);
  }

  /**
   * Tells once what goes wrong: one full disk keeps the checkpoints of all trials from being
   * written.
   *
   * @param text a sentence
   */
  public void warn(String text) {
    if (!warned) {
      warned = true;
      line.tell(Event.warning("overrank sweep: warning: " + text));
    }
  }

  /**
   * Tells something for good.
   *
   * @param text one line or more
   */
  public void tell(String text) {
    line.tell(text);
  }

  /**
   * Tells something for good.
   *
   * @param event what
   */
  public void tell(Event event) {
    line.tell(event);
  }

  /**
   * Tells how the trials will run.
   *
   * @param riders how many share passes
   * @param missing the trials, all of them
   */
  public void begin(Riders riders, List<FitSettings> missing) {
    began = System.nanoTime();
    done = 0;
    tell(
        String.format(
            Locale.ROOT,
            "up to %,d trials share passes%s, in about %s of driver memory; a trial takes at most"
                + " %,d passes",
            riders.count(),
            riders.boundByMemory() ? " (memory has room for no more)" : "",
            riders.driverMemory(),
            missing.stream().mapToLong(FitSettings::maxPasses).max().orElse(0)));
  }

  /**
   * Shows that one more trial is done.
   *
   * @param of how many
   */
  public void afterEach(int of) {
    done++;
    if (line.isDue()) {
      line.show(
          Event.of("progress", done + " of " + of + " trials")
              .with("trialsDone", done)
              .with("trials", of));
    }
  }

  /**
   * Tells what the trials took.
   *
   * @param sweep what was run
   * @param trials how many
   */
  public void end(Sweep sweep, int trials) {
    tell(
        String.format(
            Locale.ROOT,
            "%,d trials in %.1f s: %,d shared passes for %,d of their own",
            trials,
            (System.nanoTime() - began) / 1e9,
            sweep.sharedPasses(),
            sweep.ownPasses()));
  }

  /** Takes away what would be rewritten. */
  public void clear() {
    line.clear();
  }
}

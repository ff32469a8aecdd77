package org.overrank.cli;

import java.util.List;
import java.util.Locale;
import org.overrank.fit.FitSettings;
import org.overrank.run.Riders;
import org.overrank.sweep.Sweep;

/** What is told of a sweep while it runs. */
final class SweepTeller {
  private final CommandContext context;
  private final LiveLine line;
  private boolean warned;
  private int done;
  private long began;

  SweepTeller(CommandContext context) {
    this.context = context;
    this.line = new LiveLine(context.err(), context.terminal(), System::nanoTime);
  }

  /** One full disk keeps the checkpoints of all trials from being written. */
  void warn(String text) {
    if (!warned) {
      warned = true;
      tell("overrank sweep: warning: " + text);
    }
  }

  void tell(String text) {
    line.clear();
    context.err().println(text);
  }

  void begin(Riders riders, List<FitSettings> missing) {
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

  void afterEach(int of) {
    done++;
    if (line.isDue()) {
      line.show(done + " of " + of + " trials");
    }
  }

  void end(Sweep sweep, int trials) {
    tell(
        String.format(
            Locale.ROOT,
            "%,d trials in %.1f s: %,d shared passes for %,d of their own",
            trials,
            (System.nanoTime() - began) / 1e9,
            sweep.sharedPasses(),
            sweep.ownPasses()));
  }

  void clear() {
    line.clear();
  }
}

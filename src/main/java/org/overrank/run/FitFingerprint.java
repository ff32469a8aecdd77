package org.overrank.run;

import org.overrank.fit.FitIdentity;
import org.overrank.fit.FitSettings;
import org.overrank.objective.Objective;

/** A fit's {@link FitIdentity} as the name of a file. */
public final class FitFingerprint {
  private static final int BYTES = 16;

  private FitFingerprint() {}

  /**
   * The fingerprint; one pass, two with a warm start.
   *
   * @param data the measurements
   * @param settings what the fit is asked
   * @param words what else tells it from others
   * @return hexadecimal digits
   */
  public static String of(Objective data, FitSettings settings, String words) {
    return Digest.hex(words + " " + FitIdentity.of(data, settings, false), BYTES);
  }
}

package org.overrank;

/**
 * How much of the long tests is run: all before a release, a share of each problem set at every
 * merge, {@code -Dattack.share=10} in percent.
 */
public final class Attack {
  private static final int PERCENT = Integer.getInteger("attack.share", 100);

  private Attack() {}

  /** So many of a whole set, one at least. */
  public static int share(int whole) {
    return (int) Math.max(1, Math.round(whole * (PERCENT / 100.0)));
  }
}

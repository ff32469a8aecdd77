package org.overrank.data.entries;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.NumberRules;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.SplitMix;

/** Makes numbers of what tells which entries are held out, row after row of a table. */
public final class HoldoutKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HoldoutRule rule;
  private long value;

  /**
   * No row yet.
   *
   * @param rule what is held out
   */
  public HoldoutKey(HoldoutRule rule) {
    this.rule = rule;
  }

  /** Whether there is a column to read. */
  public boolean isRead() {
    return rule.column() != null;
  }

  /**
   * Reads what is in the column of a row.
   *
   * @param cell a long, a text or null
   * @return what is wrong with it, part of a one-line message; null if nothing is
   */
  public @Nullable String read(@Nullable Object cell) {
    String text = cell == null ? "" : cell.toString().strip();
    if (text.isEmpty()) {
      return rule.column() + " is missing, which --holdout-by needs";
    }
    if (rule.kind() == HoldoutKind.GROUPS) {
      value = ofText(text);
      return null;
    }
    Double number = number(text);
    if (number == null || number.isNaN()) {
      return rule.column()
          + " is neither a number nor a date or time, as --holdout-kind "
          + EnumWords.of(rule.kind())
          + " needs: "
          + NumberRules.quoted(text);
    }
    value = ofNumber(number);
    return null;
  }

  /** {@return the number for the last row; of latest and last ones, the later the larger} */
  public long value() {
    return value;
  }

  /** A number that depends on a text alone. */
  static long ofText(String text) {
    long key = text.length();
    for (int k = 0; k < text.length(); k++) {
      key = SplitMix.mix(key + SplitMix.GAMMA + text.charAt(k));
    }
    return key;
  }

  /** Longs in the order of doubles. */
  static long ofNumber(double number) {
    long bits = Double.doubleToLongBits(number + 0.0);
    return bits >= 0 ? bits : ~bits | Long.MIN_VALUE;
  }

  private static @Nullable Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return time(text.replace(' ', 'T'));
    }
  }

  /** Seconds of ISO dates and times; without an offset they are in UTC. */
  private static @Nullable Double time(String text) {
    try {
      if (text.indexOf('T') < 0) {
        return (double) LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
      }
      boolean zoned = text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$");
      OffsetDateTime time =
          zoned ? OffsetDateTime.parse(text) : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
      return time.toEpochSecond() + time.getNano() / 1e9;
    } catch (DateTimeException e) {
      return null;
    }
  }
}

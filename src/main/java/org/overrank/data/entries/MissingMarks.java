package org.overrank.data.entries;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.NumberText;

/** What stands in a cell of a wide table that was not measured. */
public final class MissingMarks {
  private final Set<String> words = new HashSet<>();
  private final double[] numbers;

  /**
   * Marks.
   *
   * @param marks as users write them; those that are numbers also stand for their equals
   * @param decimal what numbers have before their fraction
   */
  public MissingMarks(List<String> marks, DecimalMark decimal) {
    marks.forEach(mark -> words.add(folded(mark)));
    numbers =
        marks.stream()
            .mapToDouble(mark -> NumberText.parse(mark, decimal))
            .filter(number -> !Double.isNaN(number))
            .toArray();
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether a text that is no number stands for no value. */
  public boolean has(String text) {
    return words.contains(folded(text));
  }

  /** Whether a number stands for no value. */
  public boolean has(double number) {
    return Double.isNaN(number) || Arrays.stream(numbers).anyMatch(mark -> mark == number);
  }

  /** {@return the numbers among the marks} */
  public double[] numbers() {
    return numbers.clone();
  }
}

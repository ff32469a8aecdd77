package org.overrank.data.entries;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.overrank.data.table.NumberRules;

/** What a user may not have meant about ids, which are taken as written all the same. */
public final class IdRemarks {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");
  private static final String REPLACEMENT = "\ufffd";

  private final String side;
  private final IdIndex ids;

  private IdRemarks(String side, IdIndex ids) {
    this.side = side;
    this.ids = ids;
  }

  /**
   * Looks at the ids of one side.
   *
   * @param side row or column
   * @param ids the ids
   * @return lines, empty if there is nothing to say
   */
  public static List<String> of(String side, IdIndex ids) {
    // Numbers are written in one way only.
    return ids.kind() == IdIndex.Kind.LONG ? List.of() : new IdRemarks(side, ids).all();
  }

  private List<String> all() {
    List<String> remarks = new ArrayList<>();
    List<String> alike = alike();
    long twins = twins(alike, IdRemarks::plain);
    if (twins > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d of the %s ids differ from another one only in %s, such as %s",
              twins,
              side,
              difference(alike, twins),
              example(alike)));
    }
    long damaged = 0;
    String first = "";
    for (int i = 0; i < ids.size(); i++) {
      if (text(i).contains(REPLACEMENT)) {
        first = damaged++ == 0 ? text(i) : first;
      }
    }
    if (damaged > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d of the %s ids hold U+FFFD, such as %s: characters were lost before, and ids that"
                  + " were different may now be one",
              damaged,
              side,
              NumberRules.quoted(first)));
    }
    return remarks;
  }

  private String text(int index) {
    return ids.idAt(index).toString();
  }

  /** Ids whose plain forms may be those of others; by hashes, so that few are kept. */
  private List<String> alike() {
    long[] hashes = new long[ids.size()];
    Arrays.setAll(hashes, i -> hash(plain(text(i))));
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    List<String> alike = new ArrayList<>();
    for (int i = 0; i < hashes.length; i++) {
      int at = Arrays.binarySearch(sorted, hashes[i]);
      boolean before = at > 0 && sorted[at - 1] == hashes[i];
      if (before || (at + 1 < sorted.length && sorted[at + 1] == hashes[i])) {
        alike.add(text(i));
      }
    }
    return alike;
  }

  private static long hash(String text) {
    long hash = 1125899906842597L;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  private static String plain(String id) {
    return blankless(id).toLowerCase(Locale.ROOT);
  }

  private static String blankless(String id) {
    boolean printable = id.chars().allMatch(c -> c > ' ' && c < 127);
    return printable
        ? id
        : BLANKS.matcher(Normalizer.normalize(id, Normalizer.Form.NFC)).replaceAll(" ").strip();
  }

  /** How many ids have an earlier one of the same form. */
  private static long twins(List<String> alike, UnaryOperator<String> form) {
    return alike.size() - alike.stream().map(form).distinct().count();
  }

  private static String difference(List<String> alike, long twins) {
    if (twins(alike, IdRemarks::blankless) == twins) {
      return "blanks";
    }
    boolean onlyCase = twins(alike, id -> id.toLowerCase(Locale.ROOT)) == twins;
    return onlyCase ? "case" : "blanks or case";
  }

  private static String example(List<String> alike) {
    Map<String, String> first = new HashMap<>();
    for (String id : alike) {
      String other = first.putIfAbsent(plain(id), id);
      if (other != null) {
        return NumberRules.quoted(other) + " and " + NumberRules.quoted(id);
      }
    }
    throw new IllegalStateException("no two ids are alike");
  }
}

package org.overrank.data.entries;

import java.io.Serializable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.NumberRules;

/**
 * What a user may not have meant about ids, which are taken as written all the same: counts over
 * some texts, such that texts that are alike are counted together; goes over the wire.
 */
public final class IdRemarks implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");
  private static final String REPLACEMENT = "\ufffd";

  private long twins;
  private long twinsByBlanks;
  private long twinsByCase;
  private @Nullable String other;
  private @Nullable String twin;
  private long damaged;
  private @Nullable String firstDamaged;

  private IdRemarks() {}

  /**
   * Looks at the ids of one side.
   *
   * @param side row or column
   * @param ids the ids
   * @return lines, empty if there is nothing to say
   */
  public static List<String> of(String side, IdIndex ids) {
    // Numbers are written in one way only.
    return ids.kind() == IdIndex.Kind.LONG
        ? List.of()
        : of(List.<String[]>of(ids.texts())).lines(side);
  }

  /**
   * Puts ids that may be alike together.
   *
   * @param ids texts
   * @param parts how many parts
   * @return the ids of each part
   */
  public static String[][] split(IdIndex ids, int parts) {
    List<List<String>> split = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      split.add(new ArrayList<>());
    }
    for (String id : ids.texts()) {
      split.get((int) Long.remainderUnsigned(IdHash.of(plain(id)), parts)).add(id);
    }
    return split.stream().map(part -> part.toArray(String[]::new)).toArray(String[][]::new);
  }

  /**
   * Looks at texts.
   *
   * @param found distinct ids in any order, with all that are alike
   * @return what is to be said of them
   */
  public static IdRemarks of(List<String[]> found) {
    String[] ids = found.stream().flatMap(Arrays::stream).sorted().toArray(String[]::new);
    IdRemarks remarks = new IdRemarks();
    for (String id : ids) {
      if (id.contains(REPLACEMENT)) {
        remarks.firstDamaged = remarks.damaged++ == 0 ? id : remarks.firstDamaged;
      }
    }
    remarks.compare(alike(ids));
    return remarks;
  }

  private void compare(List<String> alike) {
    twins = twins(alike, IdRemarks::plain);
    twinsByBlanks = twins(alike, IdRemarks::blankless);
    twinsByCase = twins(alike, id -> id.toLowerCase(Locale.ROOT));
    Map<String, String> first = new HashMap<>();
    for (String id : alike) {
      String before = first.putIfAbsent(plain(id), id);
      if (before != null && twin == null) {
        other = before;
        twin = id;
      }
    }
  }

  /**
   * Adds what is to be said of other texts, none of them alike.
   *
   * @param more counts over them
   * @return this
   */
  public IdRemarks plus(IdRemarks more) {
    twins += more.twins;
    twinsByBlanks += more.twinsByBlanks;
    twinsByCase += more.twinsByCase;
    damaged += more.damaged;
    if (isBefore(more.twin, twin)) {
      other = more.other;
      twin = more.twin;
    }
    if (isBefore(more.firstDamaged, firstDamaged)) {
      firstDamaged = more.firstDamaged;
    }
    return this;
  }

  private static boolean isBefore(@Nullable String id, @Nullable String other) {
    return id != null && (other == null || id.compareTo(other) < 0);
  }

  /**
   * All that is to be said.
   *
   * @param side row or column
   * @return lines, empty if there is nothing to say
   */
  public List<String> lines(String side) {
    List<String> remarks = new ArrayList<>();
    if (other != null && twin != null) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d of the %s ids differ from another one only in %s, such as %s and %s",
              twins,
              side,
              difference(),
              NumberRules.quoted(other),
              NumberRules.quoted(twin)));
    }
    if (firstDamaged != null) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d of the %s ids hold U+FFFD, such as %s: characters were lost before, and ids that"
                  + " were different may now be one",
              damaged,
              side,
              NumberRules.quoted(firstDamaged)));
    }
    return remarks;
  }

  /** Ids whose plain forms may be those of others; by hashes, so that few are kept. */
  private static List<String> alike(String[] ids) {
    long[] hashes = Arrays.stream(ids).mapToLong(id -> IdHash.of(plain(id))).toArray();
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    List<String> alike = new ArrayList<>();
    for (int i = 0; i < hashes.length; i++) {
      int at = Arrays.binarySearch(sorted, hashes[i]);
      boolean before = at > 0 && sorted[at - 1] == hashes[i];
      if (before || (at + 1 < sorted.length && sorted[at + 1] == hashes[i])) {
        alike.add(ids[i]);
      }
    }
    return alike;
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

  private String difference() {
    if (twinsByBlanks == twins) {
      return "blanks";
    }
    return twinsByCase == twins ? "case" : "blanks or case";
  }
}

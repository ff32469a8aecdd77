package org.overrank.data.entries;

import org.jspecify.annotations.Nullable;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.PlainLines;
import org.overrank.loss.Loss;

/**
 * Reads plain lines of CSV into arrays, up to the first that is not plain or not usable. That one
 * counts as a bad row, for whoever reads the table another way to say what it is.
 */
public final class PlainParser {
  private static final String NOT_PLAIN = "not plain";

  private final EntryRules rules;
  private final HoldoutKey key;
  private final int weight;
  private final int coefficient;
  private final int more;

  /**
   * A parser.
   *
   * @param source whose columns the lines have: row, col, value, and the weight and coefficient if
   *     it names them; then what the key reads
   * @param loss what values are to be good for
   * @param key reads what tells which entries are held out
   */
  public PlainParser(EntrySource source, Loss loss, HoldoutKey key) {
    this.rules = new EntryRules(source, loss);
    this.key = key;
    int next = 3;
    this.weight = source.weight() == null ? -1 : next++;
    this.coefficient = source.coefficient() == null ? -1 : next++;
    this.more = key.isRead() ? next : -1;
  }

  /**
   * Reads the lines of a piece of a file.
   *
   * @param file its URI
   * @param start offset of the piece
   * @param lines read up to its end, or to the first that cannot be used
   * @return the entries
   */
  public ParsedPartition parse(String file, long start, PlainLines lines) {
    PartitionBuffer buffer = new PartitionBuffer(BadRowPolicy.FAIL);
    while (lines.hasNext()) {
      String row = "";
      String col = "";
      boolean usable = lines.next();
      if (usable) {
        row = lines.field(0);
        col = lines.field(1);
        usable =
            rules.problem(row, col, lines.field(2), field(lines, weight), field(lines, coefficient))
                    == null
                && (more < 0 || key.read(lines.field(more)) == null);
      }
      if (!buffer.count(file, start, usable ? null : NOT_PLAIN)) {
        break;
      }
      buffer.add(
          buffer.rowPlace(row),
          buffer.colPlace(col),
          rules.value(),
          rules.weight(),
          rules.coefficient());
      if (more >= 0) {
        buffer.key(key.value());
      }
    }
    return buffer.result();
  }

  private static @Nullable String field(PlainLines lines, int which) {
    return which < 0 ? null : lines.field(which);
  }
}

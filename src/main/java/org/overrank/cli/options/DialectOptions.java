package org.overrank.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.Separator;
import org.overrank.data.table.TextDialect;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.Option;

/** Options about how a table of text is written. */
public final class DialectOptions {
  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = EncodingName.class,
      description = EncodingName.DESCRIPTION)
  @Nullable TextEncoding encoding;

  @Option(
      names = "--separator",
      paramLabel = "TEXT",
      converter = SeparatorText.class,
      description =
          "csv: what stands between fields: tab, comma, semicolon, colon, bar, space, or a short"
              + " text such as ::. By default a tab in .tsv, else a comma.")
  @Nullable Separator separator;

  @Option(
      names = "--no-header",
      description = "csv: the files have no line of names; --columns says them.")
  boolean noHeader;

  @Option(
      names = "--columns",
      paramLabel = "NAME",
      split = ",",
      description =
          "csv, with --no-header: names for all columns, in order, such as user,item,rating,time.")
  @Nullable List<String> columns;

  @Option(
      names = "--decimal",
      paramLabel = "MARK",
      defaultValue = "point",
      converter = Words.DecimalMarks.class,
      description =
          "csv: what numbers have before their fraction, point or comma. Default:"
              + " ${DEFAULT-VALUE}.")
  DecimalMark decimal = DecimalMark.POINT;

  /** {@code --separator}. */
  static final class SeparatorText extends Checked<Separator> {
    SeparatorText() {
      super(Separator::of);
    }
  }

  /**
   * What is said.
   *
   * @return the dialect
   * @throws InvalidInputException if it does not go together
   */
  public TextDialect dialect() {
    if (noHeader && columns == null) {
      throw new InvalidInputException(
          "--no-header needs --columns: names for all columns, as in --columns"
              + " user,item,rating,time");
    }
    if (columns != null && !noHeader) {
      throw new InvalidInputException(
          "--columns names the columns of files without a header: say --no-header, too");
    }
    return new TextDialect(encoding, separator, columns, decimal);
  }
}

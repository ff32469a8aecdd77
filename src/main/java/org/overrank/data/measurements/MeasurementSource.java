package org.overrank.data.measurements;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextDialect;
import org.overrank.sensing.MeasurementKind;

/**
 * A table of measurements.
 *
 * @param path a file, a directory of files, or a pattern, on any file system that Hadoop knows
 * @param format how the table is written, or null to tell by the names of the files
 * @param dialect what is said about how its texts are written
 * @param kind what a measurement sees; not entries
 * @param columns names of the columns
 * @param ids how rank-one measurements are told by ids, or null where their vectors are there
 */
public record MeasurementSource(
    String path,
    @Nullable TableFormat format,
    TextDialect dialect,
    MeasurementKind kind,
    MeasurementColumns columns,
    @Nullable IdTables ids)
    implements Serializable {
  /**
   * A table whose matrices are in it.
   *
   * @param path a file, a directory of files, or a pattern
   * @param format how the table is written, or null to tell by the names of the files
   * @param dialect what is said about how its texts are written
   * @param kind what a measurement sees; not entries
   * @param columns names of the columns
   */
  public MeasurementSource(
      String path,
      @Nullable TableFormat format,
      TextDialect dialect,
      MeasurementKind kind,
      MeasurementColumns columns) {
    this(path, format, dialect, kind, columns, null);
  }
}

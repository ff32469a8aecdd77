package org.overrank.data.measurements;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextEncoding;
import org.overrank.sensing.MeasurementKind;

/**
 * A table of measurements.
 *
 * @param path a file, a directory of files, or a pattern, on any file system that Hadoop knows
 * @param format how the table is written, or null to tell by the names of the files
 * @param encoding what its texts are written in, or null for UTF-8
 * @param kind what a measurement sees; not entries
 * @param columns names of the columns
 */
public record MeasurementSource(
    String path,
    @Nullable TableFormat format,
    @Nullable TextEncoding encoding,
    MeasurementKind kind,
    MeasurementColumns columns)
    implements Serializable {}

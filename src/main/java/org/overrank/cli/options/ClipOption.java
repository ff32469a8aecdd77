package org.overrank.cli.options;

import org.jspecify.annotations.Nullable;
import org.overrank.data.model.ValueRange;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.Option;

/** The option that keeps predictions within a range, of every command that writes some. */
public final class ClipOption {
  private static final String OF_DATA = "range";

  /** What was said: a range, or none for that of the data. */
  private record Asked(@Nullable ValueRange range) {
    /** As it is said. */
    @Override
    public String toString() {
      return range == null ? OF_DATA : range.low() + "," + range.high();
    }
  }

  /** Reads it. */
  private static final class Reader extends Checked<Asked> {
    Reader() {
      super(text -> new Asked(text.strip().equals(OF_DATA) ? null : ValueRange.of(text)));
    }
  }

  @Option(
      names = "--clip",
      paramLabel = "LOW,HIGH",
      converter = Reader.class,
      description =
          "Keep predictions from LOW to HIGH, such as 1,5; range: within the values that were"
              + " fitted. By default as they come.")
  private @Nullable Asked clip;

  /**
   * Refuses what only cells have.
   *
   * @param entries whether predictions are of cells
   */
  public void requireCells(boolean entries) {
    if (clip != null && !entries) {
      throw new InvalidInputException("--clip is an option of --kind entries only");
    }
  }

  /**
   * The range of predictions.
   *
   * @param ofData range of the values that were fitted, or null if it is not known
   * @return what predictions are clipped to
   * @throws InvalidInputException if the range of the data is asked for and not known
   */
  public ValueRange of(@Nullable ValueRange ofData) {
    if (clip == null) {
      return ValueRange.ALL;
    }
    ValueRange range = clip.range == null ? ofData : clip.range;
    if (range == null) {
      throw new InvalidInputException(
          "--clip range: the model does not know the range of its data, as it is of an earlier"
              + " version or of measurements that are no cells: say --clip LOW,HIGH");
    }
    return range;
  }
}

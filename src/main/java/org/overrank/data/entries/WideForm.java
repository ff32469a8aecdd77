package org.overrank.data.entries;

import java.io.Serializable;
import java.util.List;

/**
 * What is not a value in a table with a column for each column of the matrix.
 *
 * @param ignored columns that are not of the matrix, the one of row ids not among them
 * @param missing what stands in a cell that was not measured, besides blanks: words in any case,
 *     and numbers
 */
public record WideForm(List<String> ignored, List<String> missing) implements Serializable {
  /** Copies the lists. */
  public WideForm {
    ignored = List.copyOf(ignored);
    missing = List.copyOf(missing);
  }
}

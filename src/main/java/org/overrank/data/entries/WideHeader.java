package org.overrank.data.entries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;

/**
 * The columns of a wide table.
 *
 * @param fields how many there are
 * @param row what the one of row ids is called
 * @param rowAt its place
 * @param places those of the columns of the matrix, ascending
 * @param columns their ids, which are their names
 * @param unnamed places of columns without a name, which have to be blank
 */
public record WideHeader(
    int fields,
    String row,
    int rowAt,
    List<Integer> places,
    List<String> columns,
    List<Integer> unnamed)
    implements Serializable {
  /**
   * Tells the columns apart.
   *
   * @param path the table, for messages
   * @param names of all columns
   * @param row the one of row ids
   * @param form which are not of the matrix
   * @param guess what the table looks like, for the end of a message
   * @return the columns
   * @throws InvalidInputException if one is missing, or there twice, or none is of the matrix
   */
  public static WideHeader of(
      String path, List<String> names, String row, WideForm form, Supplier<String> guess) {
    int rowAt = names.indexOf(row);
    if (rowAt < 0) {
      throw new InvalidInputException(
          path
              + ": no column "
              + Shown.cell(row)
              + " of row ids (--row); there are: "
              + Shown.names(names)
              + guess.get());
    }
    requireDistinct(path, names);
    requireIgnorable(path, names, row, form);
    List<Integer> places = new ArrayList<>();
    List<Integer> unnamed = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      if (k != rowAt && !form.ignored().contains(names.get(k))) {
        (names.get(k).isEmpty() ? unnamed : places).add(k);
      }
    }
    if (places.isEmpty()) {
      throw new InvalidInputException(
          path + ": has no column of the matrix besides " + Shown.names(names) + guess.get());
    }
    List<String> columns = places.stream().map(names::get).toList();
    return new WideHeader(names.size(), row, rowAt, places, columns, unnamed);
  }

  private static void requireDistinct(String path, List<String> names) {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new LinkedHashSet<>();
    for (String name : names) {
      if (!name.isEmpty() && !seen.add(name)) {
        twice.add(name);
      }
    }
    if (!twice.isEmpty()) {
      throw new InvalidInputException(
          path + ": columns of one name, which is their id: " + Shown.names(List.copyOf(twice)));
    }
  }

  private static void requireIgnorable(String path, List<String> names, String row, WideForm form) {
    for (String name : form.ignored()) {
      if (name.equals(row) || !names.contains(name)) {
        throw new InvalidInputException(
            path
                + ": --ignore-columns: "
                + Shown.cell(name)
                + (name.equals(row) ? " has the row ids" : " is no column of it"));
      }
    }
  }
}

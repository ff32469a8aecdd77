package org.overrank.data.picture;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one side of a matrix in tiles of as nearly equal numbers as can be, in an order.
 *
 * <p>Tile t holds the lines whose places are in [⌈t n/T⌉, ⌈(t + 1) n/T⌉).
 */
public final class TileCut implements Serializable {
  /** Tiles of a side, at most. */
  public static final int MOST = 60;

  private static final long serialVersionUID = 1L;

  private final int lines;
  private final int tiles;
  private final int @Nullable [] places;

  /**
   * A cut.
   *
   * @param lines n, how many rows or columns there are
   * @param places where each of them stands, or null if in the order of the indices; not copied
   */
  public TileCut(int lines, int @Nullable [] places) {
    this.lines = lines;
    this.tiles = Math.min(lines, MOST);
    this.places = places;
  }

  /** {@return how many tiles there are} */
  int tiles() {
    return tiles;
  }

  /** {@return the tile of a row or column by its index} */
  int tileOf(int index) {
    int place = places == null ? index : places[index];
    return (int) ((long) place * tiles / lines);
  }

  /** {@return the id of the first line of each tile} */
  List<String> labels(IntFunction<String> id) {
    int[] at = new int[lines];
    for (int index = 0; places != null && index < lines; index++) {
      at[places[index]] = index;
    }
    List<String> labels = new ArrayList<>();
    for (int tile = 0; tile < tiles; tile++) {
      int first = (int) (((long) tile * lines + tiles - 1) / tiles);
      labels.add(Labels.cut(id.apply(places == null ? first : at[first])));
    }
    return labels;
  }
}

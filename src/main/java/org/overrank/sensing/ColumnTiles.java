package org.overrank.sensing;

/**
 * Where each row of a block of entries enters each of several ranges of columns, so that a pass can
 * go through the block range by range, while that range of V and of its gradient stays in the
 * second cache.
 *
 * <p>How many ranges there are depends on the block and on the factors' width alone.
 */
final class ColumnTiles {
  /** What V and its gradient may take of the second cache. */
  private static final int CACHE_BYTES = 1 << 20;

  /** So many entries of a row should lie in a tile, to be worth fetching the row again. */
  private static final int LEAST_ENTRIES = 8;

  private final int tileWidth;
  private final int tiles;
  private final int rows;
  private final int[] starts;

  private ColumnTiles(int tileWidth, int tiles, int rows, int[] starts) {
    this.tileWidth = tileWidth;
    this.tiles = tiles;
    this.rows = rows;
    this.starts = starts;
  }

  /** How wide a tile is for factors of a width. */
  static int tileWidth(EntryBlock block, int width) {
    int fitting = Math.max(1, CACHE_BYTES / (16 * Math.max(1, width)));
    long dense = block.count() / ((long) LEAST_ENTRIES * Math.max(1, block.range().size()));
    long tiles = Math.min(Math.max(1, dense), (block.cols() + fitting - 1L) / fitting);
    return (int) ((block.cols() + tiles - 1) / tiles);
  }

  /** The tiles of a block. */
  static ColumnTiles of(EntryBlock block, int tileWidth) {
    int rows = block.range().size();
    int tiles = (block.cols() + tileWidth - 1) / tileWidth;
    int[] starts = new int[Math.multiplyExact(tiles + 1, rows)];
    int[] columns = block.columns();
    for (int row = 0; row < rows; row++) {
      int e = block.offsets()[row];
      int end = block.offsets()[row + 1];
      for (int tile = 0; tile <= tiles; tile++) {
        while (e < end && columns[e] < (long) tile * tileWidth) {
          e++;
        }
        starts[tile * rows + row] = e;
      }
    }
    return new ColumnTiles(tileWidth, tiles, rows, starts);
  }

  int tileWidth() {
    return tileWidth;
  }

  int count() {
    return tiles;
  }

  /** The first entry of a row in a tile; it ends where the next tile begins. */
  int start(int tile, int row) {
    return starts[tile * rows + row];
  }
}

package org.overrank.data.entries;

import java.io.Serializable;

/**
 * Two rows of the input that measure the same cell; goes over the wire.
 *
 * @param row index of the cell's row
 * @param col index of the cell's column
 * @param first number in the input of the cell's first row
 * @param second number of its second row
 */
public record Clash(int row, int col, long first, long second) implements Serializable {}

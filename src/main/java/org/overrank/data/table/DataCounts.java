package org.overrank.data.table;

/**
 * What became of the rows of a table.
 *
 * @param train N, the measurements of the fit
 * @param heldOut measurements kept out of the fit
 * @param dropped rows left out because they hold no usable entry
 * @param duplicates rows beyond the first of their cell, whatever was done with them
 */
public record DataCounts(long train, long heldOut, long dropped, long duplicates) {}

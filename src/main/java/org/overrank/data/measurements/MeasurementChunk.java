package org.overrank.data.measurements;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.overrank.sensing.Measurement;

/** Neighbouring measurements of one block from one piece of a file; goes over the wire. */
public final class MeasurementChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long firstOrder;
  private final ArrayList<Measurement> measurements = new ArrayList<>();
  private final ArrayList<Long> orders = new ArrayList<>();
  private long badRows;
  private long firstBad = Long.MAX_VALUE;
  private String problem = "";

  /**
   * An empty chunk.
   *
   * @param firstOrder where in the input it begins
   */
  public MeasurementChunk(long firstOrder) {
    this.firstOrder = firstOrder;
  }

  /**
   * Adds a measurement.
   *
   * @param order where in the input it stands
   * @param measurement what it says
   */
  public void add(long order, Measurement measurement) {
    orders.add(order);
    measurements.add(measurement);
  }

  /**
   * Counts a row that is no measurement; remembers the first.
   *
   * @param order where in the input it stands
   * @param whatIsWrong for a message
   */
  public void addBad(long order, String whatIsWrong) {
    if (badRows++ == 0) {
      firstBad = order;
      problem = whatIsWrong;
    }
  }

  /** Place in the input of the first row. */
  long firstOrder() {
    return firstOrder;
  }

  List<Measurement> measurements() {
    return measurements;
  }

  /** Place in the input of a measurement. */
  long order(int k) {
    return orders.get(k);
  }

  long badRows() {
    return badRows;
  }

  /** Place in the input of the first bad row; the largest long without one. */
  long firstBad() {
    return firstBad;
  }

  /** What is wrong with the first bad row. */
  String problem() {
    return problem;
  }
}

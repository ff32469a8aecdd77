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

  public MeasurementChunk(long firstOrder) {
    this.firstOrder = firstOrder;
  }

  public void add(long order, Measurement measurement) {
    orders.add(order);
    measurements.add(measurement);
  }

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

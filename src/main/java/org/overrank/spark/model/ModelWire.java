package org.overrank.spark.model;

import java.util.List;
import org.overrank.data.model.EvaluatedGroup;

/** The classes that comparing with models sends between driver and executors, for Kryo. */
public final class ModelWire {
  /** Classes that Kryo copies field by field. */
  public static final List<Class<?>> CLASSES = List.of(EvaluationPart.class, EvaluatedGroup.class);

  private ModelWire() {}
}

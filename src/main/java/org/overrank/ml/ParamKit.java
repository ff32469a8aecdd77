package org.overrank.ml;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.overrank.linalg.InvalidInputException;
import scala.runtime.AbstractFunction1;

/** Makes params whose refusals say what is allowed. */
final class ParamKit {
  private final String owner;

  /**
   * Params of one stage.
   *
   * @param owner the stage's uid
   */
  ParamKit(String owner) {
    this.owner = owner;
  }

  /** A text that is not empty. */
  Param<String> text(String name, String doc) {
    return new Param<>(
        owner,
        name,
        doc,
        new Check<String>(name + " must not be empty", text -> !text.isEmpty()),
        String.class);
  }

  /** One of a few words, in any case. */
  Param<String> word(String name, String doc, String... words) {
    List<String> allowed = Arrays.asList(words);
    String list = String.join(", ", allowed);
    return new Param<>(
        owner,
        name,
        doc + ": " + list,
        new Check<String>(
            name + " must be one of " + list,
            text -> allowed.contains(text.toLowerCase(Locale.ROOT))),
        String.class);
  }

  /** A positive finite number. */
  DoubleParam positive(String name, String doc) {
    return new DoubleParam(
        owner,
        name,
        doc,
        number(
            name + " must be positive and finite",
            x -> x.doubleValue() > 0 && x.doubleValue() < Double.POSITIVE_INFINITY));
  }

  /** A number strictly between 0 and 1. */
  DoubleParam share(String name, String doc) {
    return new DoubleParam(
        owner,
        name,
        doc,
        number(
            name + " must lie between 0 and 1", x -> x.doubleValue() > 0 && x.doubleValue() < 1));
  }

  /** A whole number that is not too small. */
  IntParam atLeast(int least, String name, String doc) {
    return new IntParam(
        owner, name, doc, number(name + " must be at least " + least, x -> x.intValue() >= least));
  }

  /** Any whole number. */
  LongParam whole(String name, String doc) {
    return new LongParam(owner, name, doc);
  }

  /** A predicate that can be sent along with its stage. */
  private interface Allowed<T> extends Predicate<T>, Serializable {}

  private static Check<Object> number(String message, Allowed<Number> allowed) {
    return new Check<>(message, value -> value instanceof Number n && allowed.test(n));
  }

  /** Refuses with a message of its own, where Spark's only repeats the value. */
  private static final class Check<T> extends AbstractFunction1<T, Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final Allowed<T> allowed;

    Check(String message, Allowed<T> allowed) {
      this.message = message;
      this.allowed = allowed;
    }

    @Override
    public Object apply(T value) {
      if (!allowed.test(value)) {
        throw new InvalidInputException(message + ", not " + value);
      }
      return true;
    }
  }
}

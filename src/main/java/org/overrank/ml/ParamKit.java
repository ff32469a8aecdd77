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
import org.overrank.fit.FitOption;
import org.overrank.fit.SearchRank;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Losses;
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

  /** How predictions are charged. */
  Param<String> loss() {
    return new Param<>(
        owner,
        "loss",
        "how predictions are charged: squared, huber:WIDTH, logistic, poisson, quantile:LEVEL,"
            + " absolute",
        new Check<String>("loss must be one of those in its description", ParamKit::isLoss),
        String.class);
  }

  private static boolean isLoss(String text) {
    try {
      return !Losses.of(text).word().isEmpty();
    } catch (InvalidInputException e) {
      return false;
    }
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

  /** An option that is a number. */
  DoubleParam number(FitOption<Double> option) {
    return new DoubleParam(owner, option.paramName(), option.description(), checked(option));
  }

  /** An option that says how many. */
  IntParam count(FitOption<Integer> option) {
    return new IntParam(owner, option.paramName(), option.description(), checked(option));
  }

  /** An option that is a seed. */
  LongParam seed(FitOption<Long> option) {
    return new LongParam(owner, option.paramName(), option.description());
  }

  /** The search rank, a number here: 0 stands for auto. */
  IntParam searchRank() {
    FitOption<SearchRank> option = FitOption.SEARCH_RANK;
    return atLeast(0, option.paramName(), option.description() + " 0 stands for auto.");
  }

  /** An option that is one of a few words, in any case. */
  Param<String> words(FitOption<?> option) {
    return new Param<>(
        owner, option.paramName(), option.description(), checked(option), String.class);
  }

  private static <T> AbstractFunction1<T, Object> checked(FitOption<?> option) {
    return new OptionCheck<>(option.name());
  }

  /** Refuses what the option refuses; found again by its name where its stage was sent. */
  private static final class OptionCheck<T> extends AbstractFunction1<T, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;

    OptionCheck(String name) {
      this.name = name;
    }

    @Override
    public Object apply(T value) {
      FitOption<?> option =
          FitOption.ALL.stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
      try {
        option.parse(text(option, value));
      } catch (InvalidInputException e) {
        throw new InvalidInputException(option.paramName() + " " + e.getMessage(), e);
      }
      return true;
    }
  }

  /** A param's value in the words of the option. */
  static String text(FitOption<?> option, Object value) {
    if (option == FitOption.SEARCH_RANK && value.equals(0)) {
      return SearchRank.AUTO.toString();
    }
    return value instanceof String word ? word.toLowerCase(Locale.ROOT) : value.toString();
  }

  /** A whole number that is not too small. */
  IntParam atLeast(int least, String name, String doc) {
    return new IntParam(
        owner, name, doc, number(name + " must be at least " + least, x -> x.intValue() >= least));
  }

  /** A predicate that can be sent along with its stage. */
  /** A number that is not negative. */
  DoubleParam notNegative(String name, String doc) {
    return new DoubleParam(
        owner,
        name,
        doc,
        number(
            name + " must be a number of at least 0",
            x -> x.doubleValue() >= 0 && x.doubleValue() < Double.POSITIVE_INFINITY));
  }

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

package org.overrank.data.model;

/** On which scale predictions are told, where a link lies between M and the values. */
public enum PredictionScale {
  /** That of the values: probabilities, rates. */
  RESPONSE,
  /** That of M: log-odds, log-rates. */
  LINK
}

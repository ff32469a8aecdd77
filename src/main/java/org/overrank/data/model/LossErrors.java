package org.overrank.data.model;

import org.jspecify.annotations.Nullable;

/**
 * Errors in the words of a loss that is no square (theory, section 9).
 *
 * @param mean the mean loss, ℓ less its infimum: the log-loss of labels, half the mean deviance of
 *     counts
 * @param auc of labels: how often a yes is predicted above a no, ties counted half; null for other
 *     losses, and where all labels are the same
 * @param calibration of labels: the mean distance of predicted and true shares of yes over tenths
 *     of the cells by their prediction (expected calibration error); null for other losses
 * @param slope of labels: what the predicted log-odds would have to be multiplied by for the least
 *     log-loss; above 1 where predictions are less sure than they could be; null for other losses,
 *     and where there is no such number
 */
public record LossErrors(
    double mean, @Nullable Double auc, @Nullable Double calibration, @Nullable Double slope) {}

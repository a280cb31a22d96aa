package io.doppelstream.cli.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * {@code summary.json} of the demo of a stream.
 *
 * @param targetShare wanted share of the rare class in the balanced feed
 * @param realShare its share among the real events
 * @param achievedShare its share in the balanced feed
 * @param events real events
 * @param synthetic records added to balance them
 * @param injected labelled anomalies mixed in
 * @param found those that the scorer gave an alert for
 * @param recall found by injected
 * @param recallByKind the same of each kind
 * @param alertRate wanted share of alerts among ordinary events
 * @param alertedShare share of alerts among the real events
 */
@JsonPropertyOrder({
    "targetShare",
    "realShare",
    "achievedShare",
    "events",
    "synthetic",
    "injected",
    "found",
    "recall",
    "recallByKind",
    "alertRate",
    "alertedShare"
})
record FraudSummary(
        double targetShare,
        double realShare,
        double achievedShare,
        long events,
        long synthetic,
        long injected,
        long found,
        double recall,
        Map<String, Double> recallByKind,
        double alertRate,
        double alertedShare) {}

package io.doppelstream.cli.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import java.util.List;

/**
 * {@code summary.json} of the demo.
 *
 * @param trainedRows rows that the model learned from
 * @param trainSeconds wall time of the training
 * @param columnShapes fidelity of the unconditional records against the hold-out
 * @param requested records of the requests that could be met
 * @param delivered records that came back for them
 * @param conditioned records that came back for the conditioned request
 * @param conditionedSatisfied how many of them meet its conditions
 * @param deadLetters dead letters seen
 * @param deadLetterReason reason code of the impossible request's dead letter
 * @param recordsPerSecond from request to the last committed record, both requests together
 * @param model name and version
 * @param digest digest of the model
 */
@JsonPropertyOrder({
    "trainedRows",
    "trainSeconds",
    "columnShapes",
    "requested",
    "delivered",
    "conditioned",
    "conditionedSatisfied",
    "deadLetters",
    "deadLetterReason",
    "recordsPerSecond",
    "model",
    "digest"
})
record DemoSummary(
        long trainedRows,
        double trainSeconds,
        ColumnShapes columnShapes,
        long requested,
        long delivered,
        long conditioned,
        long conditionedSatisfied,
        long deadLetters,
        String deadLetterReason,
        double recordsPerSecond,
        String model,
        String digest) {

    /** Mean score and the score of each column, as in {@code quality.json}. */
    record ColumnShapes(double score, List<ColumnScore> columns) {}
}
